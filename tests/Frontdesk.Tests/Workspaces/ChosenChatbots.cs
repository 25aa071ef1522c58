using System.Text.Json;
using Frontdesk.Conversations;
using Frontdesk.Team;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Workspaces;

/// <summary>A member limited to chosen chatbots works with those and knows of no other.</summary>
public sealed class ChosenChatbots(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task Lists_and_details_hold_the_chosen_chatbots_alone()
    {
        var two = await Two.Chatbots(app);

        Ids((await two.Lena.Get("/api/v1/chatbots")).Ok()["data"]).ShouldBe([two.Mine]);
        (await two.Lena.Get($"/api/v1/chatbots/{two.Mine}")).Ok();
        (await two.Lena.Get($"/api/v1/chatbots/{two.Other}")).Refused(404, "chatbot_not_found");
        (await two.Lena.Patch($"/api/v1/chatbots/{two.Other}", new { name = "Renamed" })).Refused(404, "chatbot_not_found");
        Ids((await two.Lena.Get("/api/v1/conversations")).Ok()["data"]).ShouldBe([two.Ann.ConversationId]);
        (await two.Lena.Get("/api/v1/conversations")).Ok()["pagination"].GetProperty("total").GetInt32().ShouldBe(1);
        (await two.Lena.Get($"/api/v1/conversations/{two.Ann.ConversationId}")).Ok();
        (await two.Lena.Get($"/api/v1/conversations/{two.Bob.ConversationId}")).Refused(404, "conversation_not_found");
        (await two.Lena.Get($"/api/v1/conversations/{two.Bob.ConversationId}/messages")).Refused(404, "conversation_not_found");
    }

    [Fact]
    public async Task Pages_searches_and_counts_follow()
    {
        var two = await Two.Chatbots(app);

        var inbox = (await app.Node.Get("/inbox?q=parcel", two.Lena.AccessToken)).Ok().Text;
        inbox.ShouldContain($"row_{two.Ann.ConversationId}");
        inbox.ShouldNotContain($"row_{two.Bob.ConversationId}");
        (await app.Node.Get($"/inbox/{two.Bob.ConversationId}", two.Lena.AccessToken)).Status.ShouldBe(404);
        var chatbots = (await app.Node.Get("/chatbots", two.Lena.AccessToken)).Ok().Text;
        chatbots.ShouldContain($"chatbot_{two.Mine}");
        chatbots.ShouldNotContain($"chatbot_{two.Other}");
        chatbots.ShouldNotContain("/chatbots/new");
        (await app.Node.Get("/chatbots", two.Shop.Sarah.AccessToken)).Ok().Text.ShouldContain("/chatbots/new");
    }

    [Fact]
    public async Task Nothing_can_be_done_to_a_conversation_of_another_chatbot()
    {
        var two = await Two.Chatbots(app);

        (await two.Lena.TriesToTakeOver(two.Bob.ConversationId)).Refused(404, "conversation_not_found");
        (await two.Lena.TriesToSay(two.Bob.ConversationId, "Hi")).Refused(404, "conversation_not_found");
        await two.Lena.TakesOver(two.Ann.ConversationId);
        await two.Lena.Says(two.Ann.ConversationId, "Hi");
    }

    [Fact]
    public async Task A_conversation_in_hand_is_out_of_sight_once_its_chatbot_is_no_longer_chosen()
    {
        var two = await Two.Chatbots(app);
        var mike = await two.Shop.Agent("Mike");
        await mike.TakesOver(two.Bob.ConversationId);
        await two.Limit(mike, two.Mine);

        (await mike.Get($"/api/v1/conversations/{two.Bob.ConversationId}")).Refused(404, "conversation_not_found");
        (await mike.TriesToSay(two.Bob.ConversationId, "Still here?")).Refused(404, "conversation_not_found");
        (await app.Node.Get("/inbox?view=mine", mike.AccessToken)).Ok().Text.ShouldNotContain($"row_{two.Bob.ConversationId}");
    }

    [Fact]
    public async Task Knowledge_of_another_chatbot_is_neither_read_nor_written()
    {
        var two = await Two.Chatbots(app);
        var faq = (await two.Shop.Sarah.Post("/api/v1/knowledge-base/faqs", new { chatbot_id = two.Other, question = "Secret?", answer = "Yes." })).Ok()["id"].GetGuid();

        (await two.Lena.Get($"/api/v1/knowledge-base/faqs?chatbot_id={two.Other}")).Refused(404, "chatbot_not_found");
        (await two.Lena.Get($"/api/v1/knowledge-base/faqs?chatbot_id={two.Mine}")).Ok();
        (await two.Lena.Patch($"/api/v1/knowledge-base/faqs/{faq}", new { answer = "No." })).Refused(404, "faq_not_found");
        (await two.Lena.Delete($"/api/v1/knowledge-base/faqs/{faq}")).Status.ShouldBe(404);
        (await two.Lena.Post("/api/v1/knowledge-base/test", new { chatbot_id = two.Other, query = "Secret?" })).Refused(404, "chatbot_not_found");
        (await two.Lena.Post("/api/v1/knowledge-base/texts", new { chatbot_id = two.Other, title = "T", content = "C" })).Refused(404, "chatbot_not_found");
        (await two.Lena.Post("/api/v1/knowledge-base/faqs", new { chatbot_id = two.Other, question = "Which?", answer = "A." })).Refused(404, "chatbot_not_found");
        (await two.Lena.Post("/api/v1/knowledge-base/faqs", new { chatbot_id = two.Mine, question = "Which?", answer = "A." })).Ok();
    }

    [Fact]
    public async Task Sockets_hear_of_the_chosen_chatbots_alone()
    {
        var two = await Two.Chatbots(app);
        await using var sarah = await two.Shop.Sarah.Connects();
        await using var lena = await two.Lena.Connects();
        foreach (var line in new[] { sarah, lena })
        {
            await line.Send("subscribe", new { inbox = true });
            await line.Settles();
        }

        await two.Bob.Says("More of the other");
        await two.Shop.Sarah.Post("/api/v1/knowledge-base/texts", new { chatbot_id = two.Other, title = "Other", content = "Words of the other one." });
        await sarah.Receives("conversation:changed", c => c.GetProperty("conversation_id").GetGuid() == two.Bob.ConversationId);
        await sarah.Receives("document:processed", d => d.GetProperty("chatbot_id").GetGuid() == two.Other);
        await two.Ann.Says("More of mine");
        await two.Shop.Sarah.Post("/api/v1/knowledge-base/texts", new { chatbot_id = two.Mine, title = "Mine", content = "Words of mine." });
        await lena.Receives("conversation:changed", c => c.GetProperty("conversation_id").GetGuid() == two.Ann.ConversationId);
        await lena.Receives("document:processed", d => d.GetProperty("chatbot_id").GetGuid() == two.Mine);

        lena.All.ShouldAllBe(f => !f.Data.ToString().Contains(two.Bob.ConversationId.ToString()) && !f.Data.ToString().Contains(two.Other.ToString()));
    }

    [Fact]
    public async Task A_socket_follows_and_writes_into_no_conversation_of_another_chatbot()
    {
        var two = await Two.Chatbots(app);
        await using var lena = await two.Lena.Connects();

        await lena.Send("subscribe", new { conversation_id = two.Bob.ConversationId, seq = 0, change = 0 });
        (await lena.Receives("error")).GetProperty("code").GetString().ShouldBe("conversation_not_found");
        await lena.Send("typing:start", new { conversation_id = two.Bob.ConversationId });
        (await lena.Receives("error")).GetProperty("code").GetString().ShouldBe("invalid_request");
        await lena.Send("message:send", new { conversation_id = two.Bob.ConversationId, client_message_id = Guid.CreateVersion7(), content = "Hi" });
        await lena.Receives("message:refused");
        await two.Bob.Says("Does anybody hear?");
        await using var own = await two.Lena.Follows(two.Ann.ConversationId);

        lena.All.ShouldAllBe(f => f.Event != "message:receive");
        own.All.ShouldContain(f => f.Event == "message:receive");
    }

    [Fact]
    public async Task Who_is_limited_creates_no_chatbot_they_would_not_see()
    {
        var two = await Two.Chatbots(app);
        var admin = await two.Shop.Member("Ada", Role.Admin);
        (await admin.Post("/api/v1/chatbots", new { name = "Another one" })).Ok();
        await two.Limit(admin, two.Mine);

        var refused = (await admin.Post("/api/v1/chatbots", new { name = "One more" })).Refused(403, "not_permitted");

        refused.Detail!.ShouldContain("chosen chatbots");
        (await app.Node.Get("/chatbots/new", admin.AccessToken)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_limit_to_none_shows_nothing()
    {
        var two = await Two.Chatbots(app);
        await two.Limit(two.Lena);

        Ids((await two.Lena.Get("/api/v1/chatbots")).Ok()["data"]).ShouldBeEmpty();
        Ids((await two.Lena.Get("/api/v1/conversations")).Ok()["data"]).ShouldBeEmpty();
    }

    private static Guid[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(i => i.GetProperty("id").GetGuid())];

    /// <summary>A shop with two chatbots, a conversation on each, and Lena who works with the first.</summary>
    private sealed record Two(FrontdeskApp App, Shop Shop, Agent Lena, Guid Mine, Guid Other, Visitor Ann, Visitor Bob)
    {
        public static async Task<Two> Chatbots(FrontdeskApp app)
        {
            var shop = await app.Shop();
            var other = (await shop.Sarah.Post("/api/v1/chatbots", new { name = "Other Support" })).Ok();
            var (ann, bob) = (shop.Visitor("Ann"), new Visitor(app.Node, other["public_key"].GetString()!, "Bob"));
            await ann.Says("Where is my parcel?");
            await bob.Says("Where is my parcel too?");
            var two = new Two(app, shop, await shop.Agent("Lena"), shop.ChatbotId, other["id"].GetGuid(), ann, bob);
            await two.Limit(two.Lena, two.Mine);
            return two;
        }

        public Task Limit(Agent agent, params Guid[] chatbots) =>
            App.Execute("update members set chatbot_ids = $1 where user_id = $2 and workspace_id = $3", chatbots, agent.UserId, Shop.WorkspaceId);
    }
}
