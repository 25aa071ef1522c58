using Frontdesk.Team;
using Frontdesk.Tests.Harness;
using Frontdesk.Tests.Knowledge.Doors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge;

/// <summary>
/// Ada may do everything, with one chatbot alone: what the workspace's other chatbot knows she does not see, test, change or delete,
/// by no endpoint that there is.
/// </summary>
public sealed class AMemberOfOneChatbot(AdasApp app) : IClassFixture<AdasApp>
{
    private const string Mine = "Lisbon";
    private const string Others = "Zanzibar";

    public static TheoryData<string> Ways() => [.. WaysToKnowledge.All.Select(way => way.Endpoint)];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Reaches_her_own_and_not_the_others(string endpoint)
    {
        var way = WaysToKnowledge.All.Single(w => w.Endpoint == endpoint);
        var (ada, mine, others) = await app.WithTwoShelves(Mine, Others);
        var (mineBefore, othersBefore) = (await mine.Kept(), await others.Kept());

        var refused = await way.Of(others, ada);

        refused.Text.ShouldNotContain(Others, Case.Insensitive);
        refused.Status.ShouldBe(way.IsSilent ? refused.Status : 404, refused.Text);
        refused.Status.ShouldBeLessThan(500);
        (await others.Kept()).ShouldBe(othersBefore);

        var reached = await way.Of(mine, ada);

        reached.Status.ShouldBeInRange(200, 303, reached.Text);
        if (way is { Method: "GET", IsPlain: false })
        {
            reached.Text.ShouldContain(Mine, Case.Insensitive);
        }
        else if (!way.IsPlain)
        {
            (await mine.Kept()).ShouldNotBe(mineBefore);
        }
    }

    [Fact]
    public void Every_endpoint_of_knowledge_is_tried() =>
        WaysToKnowledge.All.Select(way => way.Endpoint).Concat(WaysToKnowledge.NamingNothing).Order().ShouldBe(
            app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [], (e, method) => $"{method} /{e.RoutePattern.RawText!.Trim('/')}")
                .Where(e => e.Contains(" /knowledge", StringComparison.Ordinal) || e.Contains(" /api/v1/knowledge-base", StringComparison.Ordinal)).Order());

    [Fact]
    public async Task Naming_what_is_the_others_beside_her_own_reaches_nothing_of_it()
    {
        const string root = "/api/v1/knowledge-base";
        var (ada, mine, others) = await app.WithTwoShelves(Mine, Others);
        var before = await others.Kept();

        (await ada.Post($"{root}/documents/delete", new { ids = new[] { mine.Text, others.Text } })).Ok()["deleted"].GetInt32().ShouldBe(1);
        (await ada.Post($"{root}/faqs/bulk", new { chatbot_id = mine.Chatbot, action = "delete", ids = new[] { others.Faq } })).Ok()["changed"].GetInt32().ShouldBe(0);
        (await ada.Post($"{root}/faq-drafts/{mine.Draft}/merge", new { faq_id = others.Faq })).Refused(404, "faq_not_found");
        (await ada.Patch($"{root}/faqs/{mine.Faq}", new { metadata = new { related_docs = new[] { others.Text } } })).Refused(422, "invalid_fields");

        (await others.Kept()).ShouldBe(before);
    }
}

/// <summary>A server with a company in which Ada works; which chatbots there are changes from test to test.</summary>
public sealed class AdasApp(TestPostgres postgres) : FrontdeskApp(postgres)
{
    private Shop? _shop;
    private Agent? _ada;

    /// <summary>Ada, limited to the first of two chatbots that nobody has touched yet.</summary>
    internal async Task<(Agent Ada, Shelf Mine, Shelf Others)> WithTwoShelves(string mine, string others)
    {
        _shop ??= await Shop();
        _ada ??= await _shop.Member("Ada", Role.Admin);
        var shelves = (Mine: await Shelf.Fill(_shop, mine, _ada.UserId), Others: await Shelf.Fill(_shop, others, _ada.UserId));
        await Execute("update members set chatbot_ids = $1 where user_id = $2", new[] { shelves.Mine.Chatbot }, _ada.UserId);
        return (_ada, shelves.Mine, shelves.Others);
    }
}
