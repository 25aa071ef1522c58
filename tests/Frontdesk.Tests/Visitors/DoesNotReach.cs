using System.Text.Json;
using Frontdesk.Conversations;
using Frontdesk.SignIn;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Visitors;

/// <summary>Every door from the side of those it must keep out.</summary>
public sealed class DoesNotReach(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task Another_visitors_token_opens_nothing_of_mine()
    {
        var shop = await app.Shop();
        var (ann, eve) = (shop.Visitor("Ann"), shop.Visitor("Eve"));
        await ann.Says("My order number is 4711");
        await eve.Says("Hello");

        (await eve.History(session: ann.SessionId)).Refused(404, "conversation_not_found");
        (await eve.History($"?conversation_id={ann.ConversationId}")).Refused(404, "conversation_not_found");
        foreach (var (what, body) in EverythingDoneTo(ann.ConversationId))
        {
            (await eve.Does(what, body)).Refused(404, "conversation_not_found");
        }
    }

    [Fact]
    public async Task Another_visitors_socket_neither_follows_nor_writes()
    {
        var shop = await app.Shop();
        var (ann, eve) = (shop.Visitor("Ann"), shop.Visitor("Eve"));
        await ann.Says("My order number is 4711");
        await eve.Says("Hello");
        await eve.Connects();

        await eve.Line!.Send("resume", new { conversation_id = ann.ConversationId, seq = 0, change = 0 });
        (await eve.Line.Receives("error")).GetProperty("code").GetString().ShouldBe("conversation_not_found");
        await eve.Line.Send("message:send", new { conversation_id = ann.ConversationId, client_message_id = Guid.CreateVersion7(), content = "It was me" });
        (await eve.Line.Receives("message:refused")).GetProperty("code").GetString().ShouldBe("conversation_not_found");
        await eve.Line.Send("typing:start", new { conversation_id = ann.ConversationId });
        await eve.Line.Receives("error");

        await eve.Line.Settles();
        eve.Line.All.ShouldNotContain(f => f.Data.GetRawText().Contains("4711"));
        (await ann.Screen()).Messages.ShouldAllBe(m => m.Content != "It was me");
    }

    [Fact]
    public async Task A_session_id_or_a_fingerprint_without_the_token_starts_something_new()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("My order number is 4711");

        (await app.Node.Get($"/api/public/chat/history/{ann.SessionId}")).Refused(401, "token_invalid");
        var eve = (await app.Node.Post("/api/public/chat/message", new
        {
            app_key = shop.AppKey,
            fingerprint = ann.Fingerprint,
            session_id = ann.SessionId,
            client_message_id = Guid.CreateVersion7(),
            content = "Show me",
        })).Ok();

        eve["session_id"].GetGuid().ShouldNotBe(ann.SessionId);
        eve["conversation_id"].GetGuid().ShouldNotBe(ann.ConversationId);
    }

    [Fact]
    public async Task A_token_of_one_chatbot_says_nothing_at_another()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");

        (await app.Node.Post("/api/public/chat/message", new
        {
            app_key = other.AppKey,
            fingerprint = ann.Fingerprint,
            client_message_id = Guid.CreateVersion7(),
            content = "Hello",
        }, ann.Token)).Refused(401, "token_invalid");
        var line = await Line.Open(app.Node.Socket(other.Visitor("Ann").SocketPath));
        await line.Send("auth", new { token = ann.Token });
        (await line.ClosedWith()).ShouldBe(4401);
    }

    [Fact]
    public async Task An_agent_of_another_workspace_finds_nothing()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        var (eve, path) = (other.Sarah, $"/api/v1/conversations/{ann.ConversationId}");

        (await eve.Get(path)).Refused(404, "conversation_not_found");
        (await eve.Get(path + "/messages")).Refused(404, "conversation_not_found");
        foreach (var act in new[] { "takeover", "return-to-ai", "resolve", "reopen" })
        {
            (await eve.Post($"{path}/{act}")).Refused(404, "conversation_not_found");
        }

        (await eve.TriesToSay(ann.ConversationId, "Hello")).Refused(404, "conversation_not_found");
        (await eve.Post(path + "/read", new { seq = 1 })).Refused(404, "conversation_not_found");
        (await eve.Get("/api/v1/conversations")).Ok()["data"].GetArrayLength().ShouldBe(0);
        (await eve.Get($"/api/v1/chatbots/{shop.ChatbotId}")).Refused(404, "chatbot_not_found");
        (await eve.Patch($"/api/v1/chatbots/{shop.ChatbotId}", new { name = "Taken" })).Refused(404, "chatbot_not_found");
        (await eve.Get($"/api/v1/knowledge-base/faqs?chatbot_id={shop.ChatbotId}")).Refused(404, "chatbot_not_found");
        (await eve.Post("/api/v1/knowledge-base/faqs", new { chatbot_id = shop.ChatbotId, question = "Who?", answer = "Me" })).Refused(404, "chatbot_not_found");
        (await eve.Post("/api/v1/knowledge-base/texts", new { chatbot_id = shop.ChatbotId, title = "Who?", content = "Me" })).Refused(404, "chatbot_not_found");
        (await eve.Post("/api/v1/knowledge-base/test", new { chatbot_id = shop.ChatbotId, query = "Who?" })).Refused(404, "chatbot_not_found");
    }

    [Fact]
    public async Task An_agents_socket_neither_follows_nor_hears_of_another_workspace()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        var (ann, ben) = (shop.Visitor("Ann"), other.Visitor("Ben"));
        await ann.Says("My order number is 4711");
        var (sarah, eve) = (await shop.Sarah.Connects(), await other.Sarah.Connects());
        await sarah.Send("subscribe", new { inbox = true });
        await eve.Send("subscribe", new { inbox = true });
        await eve.Send("subscribe", new { conversation_id = ann.ConversationId, seq = 0, change = 0 });
        (await eve.Receives("error")).GetProperty("code").GetString().ShouldBe("conversation_not_found");
        await eve.Send("message:send", new { conversation_id = ann.ConversationId, client_message_id = Guid.CreateVersion7(), content = "It was me" });
        (await eve.Receives("message:refused")).GetProperty("code").GetString().ShouldBe("not_allowed_now");

        await ann.Says("Are you there?");
        await sarah.Receives("conversation:changed", c => c.GetProperty("conversation_id").GetGuid() == ann.ConversationId);
        await ben.Says("Hello");
        await eve.Receives("conversation:changed", c => c.GetProperty("conversation_id").GetGuid() == ben.ConversationId);

        var told = string.Concat(eve.All.Select(f => f.Data.GetRawText()));
        told.ShouldNotContain(ann.ConversationId.ToString());
        told.ShouldNotContain(shop.WorkspaceId.ToString());
    }

    [Fact]
    public async Task A_viewer_looks_and_does_not_act()
    {
        var shop = await app.Shop();
        var vera = await shop.Viewer("Vera");
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");

        (await vera.Sees(ann.ConversationId)).Allowed.ShouldBe(new AllowedActions(false, false, false, false, false, false));
        (await vera.TriesToTakeOver(ann.ConversationId)).Refused(403, "not_permitted");
        (await vera.TriesToSay(ann.ConversationId, "Hello")).Refused(403, "not_permitted");
        (await vera.Post("/api/v1/chatbots", new { name = "Mine" })).Refused(403, "not_permitted");
        (await vera.Post("/api/v1/knowledge-base/faqs", new { chatbot_id = shop.ChatbotId, question = "Who?", answer = "Me" })).Refused(403, "not_permitted");
        var line = await vera.Follows(ann.ConversationId);
        await line.Send("message:send", new { conversation_id = ann.ConversationId, client_message_id = Guid.CreateVersion7(), content = "Hello" });
        (await line.Receives("message:refused")).GetProperty("code").GetString().ShouldBe("not_permitted");
    }

    [Fact]
    public async Task An_agent_creates_no_chatbot()
    {
        var mike = await (await app.Shop()).Agent("Mike");
        (await mike.Post("/api/v1/chatbots", new { name = "Mine" })).Refused(403, "not_permitted");
    }

    [Fact]
    public async Task Nobody_and_a_visitor_are_no_members()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");

        foreach (var token in new[] { null, ann.Token, "garbage", "fv_" + new string('0', 64), shop.Sarah.AccessToken + "x" })
        {
            foreach (var path in new[] { "/api/v1/conversations", $"/api/v1/conversations/{ann.ConversationId}", "/api/v1/chatbots", "/api/v1/auth/me", $"/api/v1/knowledge-base/faqs?chatbot_id={shop.ChatbotId}" })
            {
                (await app.Node.Get(path, token)).Refused(401, "not_signed_in");
            }

            (await app.Node.Post($"/api/v1/conversations/{ann.ConversationId}/takeover", new { }, token)).Refused(401, "not_signed_in");
        }

        var line = await Line.Open(app.Node.Socket("/api/v1/realtime"));
        await line.Send("auth", new { token = ann.Token });
        (await line.ClosedWith()).ShouldBe(4401);
    }

    [Fact]
    public async Task A_member_who_left_loses_everything_at_the_next_step()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");
        await app.Execute("update members set status = 'suspended' where user_id = $1", mike.UserId);

        (await mike.Get("/api/v1/conversations")).Refused(401, "not_signed_in");
    }

    [Theory]
    [InlineData("https://shop.example", true)]
    [InlineData("https://SHOP.example:8443", true)]
    [InlineData("https://www.shop.example", true)]
    [InlineData("https://a.b.shop.example", true)]
    [InlineData("https://evilshop.example", false)]
    [InlineData("https://shop.example.evil.test", false)]
    [InlineData("https://evil.test", false)]
    [InlineData("null", false)]
    public async Task Only_pages_of_the_allowed_websites_may_chat(string origin, bool allowed)
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await shop.Changes(new { allowed_domains = new[] { "shop.example", "*.shop.example" } });
        await Eventually.True(async () => (await ann.Sends("Still?", null, ("Origin", "https://nowhere.test"))).Status == 403, "the new setting to hold");

        var (post, read) = (await ann.Sends("Hello", null, ("Origin", origin)), await ann.History("", null, ("Origin", origin)));
        var handshake = await Handshake(ann, origin);

        if (allowed)
        {
            (post.Status, read.Status, handshake).ShouldBe((200, 200, 101));
        }
        else
        {
            post.Refused(403, "origin_not_allowed");
            read.Refused(403, "origin_not_allowed");
            handshake.ShouldBe(403);
        }
    }

    [Fact]
    public async Task The_widgets_own_frame_may_always_chat()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await shop.Changes(new { allowed_domains = new[] { "shop.example" } });

        (await ann.Sends("Hello", null, ("Origin", app.Node.Url))).Ok();
    }

    [Fact]
    public async Task A_chatbot_that_is_switched_off_says_so()
    {
        var shop = await app.Shop();
        await shop.Changes(new { status = "inactive" });
        await Eventually.True(async () => (await shop.Visitor("Ann").Sends("Hello")).Code == "chatbot_inactive", "the chatbot to be off");
        (await Handshake(shop.Visitor("Ann"), null)).ShouldBe(403);
    }

    [Theory]
    [InlineData("https://evil.test", null, 403)]
    [InlineData(null, "cross-site", 403)]
    [InlineData(null, "same-site", 403)]
    [InlineData(null, null, 403)]
    [InlineData(null, "same-origin", 200)]
    public async Task What_rides_on_the_cookie_comes_from_our_own_pages_only(string? origin, string? fetchSite, int status)
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        List<(string, string)> headers = [("Cookie", await CookieOf(shop.Sarah))];
        if (origin is not null) headers.Add(("Origin", origin));
        if (fetchSite is not null) headers.Add(("Sec-Fetch-Site", fetchSite));

        (await app.Node.Post($"/api/v1/conversations/{ann.ConversationId}/takeover", new { }, null, [.. headers])).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("https://evil.test", 403)]
    [InlineData(null, 403)]
    [InlineData("own", 101)]
    public async Task The_cookie_opens_the_realtime_socket_for_our_own_pages_only(string? origin, int status)
    {
        var shop = await app.Shop();
        List<(string, string)> headers = [("Cookie", await CookieOf(shop.Sarah))];
        if (origin is not null) headers.Add(("Origin", origin == "own" ? app.Node.Url : origin));

        (await Handshake("/api/v1/realtime", [.. headers])).ShouldBe(status);
    }

    private async Task<string> CookieOf(Agent agent)
    {
        var session = await app.Value<Guid>("select id from sessions where user_id = $1 and ended_at is null", agent.UserId);
        return $"{SessionTokens.Cookie}={app.Services.GetRequiredService<SessionTokens>().ForCookie(session)}";
    }

    private Task<int> Handshake(Visitor visitor, string? origin) => Handshake(visitor.SocketPath, origin is null ? [] : [("Origin", origin)]);

    /// <summary>101 where the socket was opened.</summary>
    private async Task<int> Handshake(string path, (string, string)[] headers)
    {
        try
        {
            await using var line = await Line.Open(app.Node.Socket(path), headers);
            return 101;
        }
        catch (HandshakeRefusedException refused)
        {
            return refused.Status;
        }
    }

    private static (string, object)[] EverythingDoneTo(Guid conversation) =>
    [
        ("escalate", new { conversation_id = conversation }),
        ("end", new { conversation_id = conversation }),
        ("rating", new { conversation_id = conversation, score = 1 }),
        ("typing", new { conversation_id = conversation, typing = true }),
        ("read", new { conversation_id = conversation, seq = 1 }),
        ("context", new { conversation_id = conversation, page_url = "https://evil.test" }),
    ];
}
