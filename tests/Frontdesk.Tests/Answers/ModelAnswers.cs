using System.Text.Json;
using Frontdesk.Answers;
using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Answers;

/// <summary>The owner's own model, through the whole product, with everything that may go wrong with it.</summary>
public sealed class ModelAnswers(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Key = "sk-proj-very-secret-51hunter2";

    public static TheoryData<string> Vendors() => ["openai", "anthropic"];

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_streamed_answer_arrives_while_it_is_spoken_with_its_citations_in_order(string vendor)
    {
        await using var provider = await Start(vendor);
        var (shop, ann) = await Prepared(provider);
        var places = (await shop.Tests("Can I return a jacket?", topK: 6)).Ok()["results"].EnumerateArray().Select(r => r.GetProperty("source_id").GetGuid()).ToList();
        provider.Answers("Yes, you can [2]. It takes thirty days [1], see above [2] and not [9].", TimeSpan.FromMilliseconds(40));
        await ann.Says("Hello");
        await ann.Connects();
        await ann.Says("Can I return a jacket?");
        var part = await ann.Line!.Receives("message:streaming");

        var answer = await ann.Hears(SenderType.Bot, m => m.Sources.Count > 0);

        answer.Content.ShouldBe("Yes, you can [1]. It takes thirty days [2], see above [1] and not .");
        answer.Sources.Select(s => s.N).ShouldBe([1, 2]);
        answer.Sources.Select(s => s.Id).ShouldBe([places[1], places[0]]);
        part.GetProperty("conversation_id").GetGuid().ShouldBe(ann.ConversationId);
        Streamed(ann.Line, answer.Id).ShouldBeTrue("the parts fit together");
        (await shop.Chatbot()).GetProperty("ai_settings").GetProperty("last_error").ValueKind.ShouldBe(JsonValueKind.Null);
        provider.Requests[^1].Body.GetRawText().ShouldContain("Can I return a jacket?");
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public async Task A_model_that_finds_nothing_says_so_honestly(string vendor)
    {
        await using var provider = await Start(vendor);
        var (_, ann) = await Prepared(provider);
        provider.Answers("NO_ANSWER");
        await ann.Says("Who won the chess championship?");
        await ann.Connects(seq: 0);

        var answer = await ann.Hears(SenderType.Bot);

        answer.Content.ShouldBe(Wording.Unknown("friendly"));
        answer.OfferPerson.ShouldBeTrue();
        ann.Line!.All.ShouldNotContain(f => f.Event == "message:streaming");
    }

    public static TheoryData<string, string, string> Failures()
    {
        var failures = new TheoryData<string, string, string>();
        foreach (var vendor in new[] { "openai", "anthropic" })
        {
            failures.Add(vendor, "401", "refused the key");
            failures.Add(vendor, "429", "too many requests");
            failures.Add(vendor, "500", "not available");
            failures.Add(vendor, "garbage", "not a chat answer");
            failures.Add(vendor, "never", "too long");
            failures.Add(vendor, "cut off", "broke off");
        }

        return failures;
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task When_the_provider_fails_the_visitor_still_gets_an_answer_and_the_owner_the_reason(string vendor, string how, string reason)
    {
        await using var provider = await Start(vendor);
        var (shop, ann) = await Prepared(provider);
        Break(provider, how);

        await ann.Says("Can I return a jacket?");

        (await ann.Hears(SenderType.Bot)).Content.ShouldBe("Within 30 days.");
        var settings = (await shop.Chatbot()).GetProperty("ai_settings");
        settings.GetProperty("last_error").GetString()!.ShouldContain(reason);
        settings.GetProperty("last_error").GetString()!.ShouldNotContain("hunter2");
        (await shop.Log(ann.ConversationId)).ShouldContain(EventKind.ProviderFailed);
        (await ann.Screen()).Events.ShouldNotContain(e => e.Kind == EventKind.ProviderFailed, "that is between the owner and the provider");
        await ann.Connects(seq: 0);
        await ann.Line!.Settles();
        ann.Line.All.ShouldNotContain(f => f.Event.Contains("provider") || f.Data.GetRawText().Contains("provider"));

        provider.Answers("It works again [1].");
        await Eventually.True(async () =>
        {
            var ben = shop.Visitor("Ben");
            await ben.Says("Can I return a jacket?");
            await ben.Hears(SenderType.Bot);
            return (await shop.Chatbot()).GetProperty("ai_settings").GetProperty("last_error").ValueKind == JsonValueKind.Null;
        }, "the error to be gone once it works");
    }

    [Fact]
    public async Task The_key_is_in_no_answer_of_the_API_and_not_in_the_database()
    {
        await using var provider = await ScriptedOpenAi.Start();
        var (shop, ann) = await Prepared(provider);
        provider.Fails(401, says: $"Incorrect API key provided: {Key}.");
        await ann.Says("Can I return a jacket?");
        await ann.Hears(SenderType.Bot);

        string[] answers =
        [
            (await shop.Sarah.Get($"/api/v1/chatbots/{shop.ChatbotId}")).Text,
            (await shop.Sarah.Get("/api/v1/chatbots")).Text,
            (await shop.Sarah.Patch($"/api/v1/chatbots/{shop.ChatbotId}", new { name = "Renamed" })).Text,
            (await shop.Sarah.Get($"/api/v1/conversations/{ann.ConversationId}")).Text,
            (await app.Node.Get($"/widget/{shop.AppKey}.js")).Text,
            (await app.Node.Get($"/widget/{shop.AppKey}/frame")).Text,
            await app.Value<string>("select c::text from chatbots c where id = $1", shop.ChatbotId),
        ];

        answers.ShouldAllBe(text => text.Length > 0 && !text.Contains(Key));
        (await shop.Chatbot()).GetProperty("ai_settings").GetProperty("api_key_hint").GetString().ShouldBe(Key[^4..]);
        provider.Requests[0].Headers["Authorization"].ShouldBe("Bearer " + Key);
    }

    [Theory]
    [InlineData("http://10.0.0.1/v1")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("http://[::1]:8080/v1")]
    [InlineData("http://localhost.localdomain:9/v1")]
    public async Task A_private_address_is_not_asked(string address)
    {
        var shop = await app.Shop();
        await shop.Knows("Can I return a jacket?", "Within 30 days.");
        await shop.Changes(new { ai_settings = new { provider = "openai", base_url = address, model = "m", api_key = Key } });
        var ann = shop.Visitor("Ann");

        await ann.Says("Can I return a jacket?");

        (await ann.Hears(SenderType.Bot)).Content.ShouldBe("Within 30 days.");
        (await shop.Chatbot()).GetProperty("ai_settings").GetProperty("last_error").GetString()!.ShouldSatisfyAllConditions(
            error => (error.Contains("private network") || error.Contains("could not be reached")).ShouldBeTrue(error));
    }

    private static void Break(ScriptedProvider provider, string how)
    {
        switch (how)
        {
            case "garbage":
                provider.AnswersGarbage();
                break;
            case "never":
                provider.NeverAnswers();
                break;
            case "cut off":
                provider.CutsOff();
                break;
            default:
                provider.Fails(int.Parse(how));
                break;
        }
    }

    private static async Task<ScriptedProvider> Start(string vendor) => vendor == "openai" ? await ScriptedOpenAi.Start() : await ScriptedAnthropic.Start();

    /// <summary>A shop that knows a little and asks this provider.</summary>
    private async Task<(Shop, Visitor)> Prepared(ScriptedProvider provider)
    {
        var shop = await app.Shop();
        await shop.Knows("Can I return a jacket?", "Within 30 days.");
        await shop.Knows("Where can I return a jacket in person?", "In our shop in Tarnholt.");
        await shop.Changes(new
        {
            ai_settings = new
            {
                provider = provider is ScriptedOpenAi ? "openai" : "anthropic",
                base_url = provider is ScriptedOpenAi openAi ? openAi.BaseUrl : ((ScriptedAnthropic)provider).BaseUrl,
                model = "some-model",
                api_key = Key,
            },
        });
        return (shop, shop.Visitor("Ann"));
    }

    /// <summary>Each part begins where the ones before ended.</summary>
    private static bool Streamed(Line line, Guid message)
    {
        var length = 0;
        foreach (var part in line.All.Where(f => f.Event == "message:streaming" && f.Data.GetProperty("message_id").GetGuid() == message))
        {
            if (part.Data.GetProperty("offset").GetInt32() != length) return false;
            length += part.Data.GetProperty("chunk").GetString()!.Length;
        }

        return length > 0;
    }
}
