using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations;

/// <summary>After it is over the visitor says how it was, and agents read it.</summary>
public sealed class RatingsAreGiven(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task A_rating_with_its_comment_stands_where_agents_look_and_a_second_one_replaces_it()
    {
        var (shop, ann) = await Resolved();
        (await Rate(ann, new { conversation_id = ann.ConversationId, score = 2, comment = "Slow." })).Ok();

        (await Rate(ann, new { conversation_id = ann.ConversationId, score = 5, comment = "Great after all." })).Ok();

        var seen = await shop.Sarah.Sees(ann.ConversationId);
        (seen.Row.Rating, seen.RatingComment, seen.Row.RatingComment).ShouldBe((5, "Great after all.", "Great after all."));
        (await shop.Sarah.Get("/api/v1/conversations")).Text.ShouldContain("Great after all.");
    }

    [Theory]
    [InlineData("0", 422)]
    [InlineData("6", 422)]
    [InlineData("\"5\"", 400)]
    [InlineData("null", 400)]
    [InlineData("1e9", 400)]
    [InlineData("2.5", 400)]
    public async Task A_score_that_is_none_is_refused_and_nothing_is_kept(string score, int status)
    {
        var (shop, ann) = await Resolved();

        (await Rate(ann, System.Text.Json.Nodes.JsonNode.Parse($$"""{"conversation_id":"{{ann.ConversationId}}","score":{{score}}}""")!)).Status.ShouldBe(status);

        (await shop.Sarah.Sees(ann.ConversationId)).Row.Rating.ShouldBeNull();
    }

    [Fact]
    public async Task An_open_conversation_or_an_endless_comment_is_not_taken()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        (await ann.TriesToRate(5)).Refused(409, "not_allowed_now");
        await shop.Sarah.TakesOver(ann.ConversationId);
        await shop.Sarah.Resolves(ann.ConversationId);

        (await Rate(ann, new { conversation_id = ann.ConversationId, score = 5, comment = new string('x', 1001) })).Refused(422, "invalid_fields");
        (await Rate(ann, new { conversation_id = ann.ConversationId, score = 5, comment = new string('x', 1000) })).Ok();
    }

    [Fact]
    public async Task Where_the_chatbot_asks_a_visitor_who_has_rated_says_whether_they_recommend_the_company()
    {
        var (shop, ann) = await Resolved();
        (await Nps(ann, 9)).Refused(409, "not_allowed_now");
        await shop.Changes(new { nps_enabled = true });
        (await Nps(ann, 9)).Refused(409, "not_allowed_now");
        await ann.Rates(4);

        (await Nps(ann, 11)).Refused(422, "invalid_fields");
        (await Nps(ann, -1)).Refused(422, "invalid_fields");
        (await Nps(ann, 0)).Ok();
        (await Nps(ann, 9)).Ok();

        var seen = await shop.Sarah.Sees(ann.ConversationId);
        (seen.Row.Rating, seen.Row.Nps).ShouldBe((4, 9));
        var bea = shop.Visitor("Bea");
        await bea.Says("Hi");
        (await bea.Does("nps", new { conversation_id = ann.ConversationId, score = 1 })).Refused(404, "conversation_not_found");
    }

    private static Task<Reply> Nps(Visitor ann, int score) => ann.Does("nps", new { conversation_id = ann.ConversationId, score });

    private static Task<Reply> Rate(Visitor ann, object body) => ann.Does("rating", body);

    private async Task<(Shop Shop, Visitor Ann)> Resolved()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await shop.Sarah.TakesOver(ann.ConversationId);
        await shop.Sarah.Resolves(ann.ConversationId);
        return (shop, ann);
    }
}
