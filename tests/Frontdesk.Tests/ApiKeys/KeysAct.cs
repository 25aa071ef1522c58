using Frontdesk.ApiKeys;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.ApiKeys;

/// <summary>Programs that act in the name of the member who gave them a key, and never beyond.</summary>
public sealed class KeysAct(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task A_key_is_shown_once_and_kept_as_a_hash()
    {
        var shop = await app.Shop();

        var made = (await Make(shop.Sarah, "Orders", "chatbot.view")).Ok();

        made.Status.ShouldBe(201);
        var key = made["key"].GetString()!;
        key.ShouldMatch("^fd_live_[0-9A-Za-z]{32}$");
        var listed = (await shop.Sarah.Get("/api/v1/api-keys")).Ok();
        listed.Text.ShouldNotContain(key);
        listed["data"][0].GetProperty("hint").GetString().ShouldBe(key[^4..]);
        (await app.Value<byte[]>("select hash from api_keys where workspace_id = $1", shop.WorkspaceId)).ShouldBe(KeyToken.Hash(key));
        (await app.Value<long>("select count(*) from api_keys k where k::text like '%' || $1 || '%'", key)).ShouldBe(0);
        (await app.Value<long>("select count(*) from audit_log where workspace_id = $1 and action = 'api_key.created' and position($2 in after::text) = 0", shop.WorkspaceId, key)).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_does_what_its_scopes_say_and_nothing_else()
    {
        var shop = await app.Shop();
        var key = await Key(shop.Sarah, "chatbot.view");

        (await app.Node.Get("/api/v1/chatbots", key)).Ok();
        (await app.Node.Get("/api/v1/conversations", key)).Refused(403, "not_permitted");
        (await app.Node.Post("/api/v1/chatbots", new { name = "Another" }, key)).Refused(403, "not_permitted");
    }

    [Theory]
    [InlineData("fd_live_")]
    [InlineData("fd_live_0123456789012345678901234567890")]
    [InlineData("fd_live_01234567890123456789012345678901")]
    [InlineData("fd_live_0123456789012345678901234567890!")]
    public async Task A_made_up_key_opens_nothing(string key) =>
        (await app.Node.Get("/api/v1/chatbots", key)).Refused(401, "not_signed_in");

    [Fact]
    public async Task A_key_reaches_its_own_workspace_only()
    {
        var (shop, other) = (await app.Shop(), await app.Shop());
        var key = await Key(shop.Sarah, "chatbot.view", "chatbot.edit");

        (await app.Node.Get($"/api/v1/chatbots/{other.ChatbotId}", key)).Refused(404, "chatbot_not_found");
        (await app.Node.Get("/api/v1/chatbots", key)).Text.ShouldNotContain(other.ChatbotId.ToString());
        (await other.Sarah.Delete($"/api/v1/api-keys/{await IdOf(shop)}")).Refused(404, "api_key_not_found");
        (await other.Sarah.Patch($"/api/v1/api-keys/{await IdOf(shop)}", new { name = "Mine" })).Refused(404, "api_key_not_found");
        (await app.Node.Get("/api/v1/chatbots", key)).Ok();
    }

    [Fact]
    public async Task A_key_manages_no_keys_people_or_security_and_is_nobodys_account()
    {
        var shop = await app.Shop();
        var key = await Key(shop.Sarah, [.. KeyScopes.All]);

        (await app.Node.Get("/api/v1/api-keys", key)).Refused(403, "not_permitted");
        (await Post("/api/v1/api-keys", key, new { name = "Child", scopes = new[] { "chatbot.view" } })).Refused(403, "not_permitted");
        (await app.Node.Get("/api/v1/auth/me", key)).Refused(403, "not_permitted");
        foreach (var scope in new[] { "api_key.manage", "team.manage", "security.manage", "billing.manage", "no.such" })
        {
            (await Make(shop.Sarah, "Too much", scope)).Refused(422, "invalid_fields")["errors"].TryGetProperty("scopes", out _).ShouldBeTrue();
        }

        await app.Execute("update api_keys set scopes = scopes || '{api_key.manage,team.manage}' where workspace_id = $1", shop.WorkspaceId);
        (await app.Node.Get("/api/v1/api-keys", key)).Refused(403, "not_permitted");
    }

    [Fact]
    public async Task A_key_never_does_more_than_its_maker_may_do_now()
    {
        var shop = await app.Shop();
        var anna = await shop.Member("Anna", Role.Admin);
        var key = await Key(anna, "chatbot.view", "chatbot.create", "conversation.view", "message.send");
        (await app.Node.Post("/api/v1/chatbots", new { name = "By the key" }, key)).Ok();

        await app.Execute("update members set role = 'viewer' where user_id = $1", anna.UserId);
        (await app.Node.Post("/api/v1/chatbots", new { name = "By the key" }, key)).Refused(403, "not_permitted");
        (await Post($"/api/v1/conversations/{Guid.NewGuid()}/messages", key, new { content = "Hello" })).Refused(403, "not_permitted");
        (await app.Node.Get("/api/v1/chatbots", key)).Ok();

        await app.Execute("update members set status = 'inactive' where user_id = $1", anna.UserId);
        (await app.Node.Get("/api/v1/chatbots", key)).Refused(401, "not_signed_in");
        (await shop.Sarah.Get("/api/v1/api-keys"))["data"][0].GetProperty("works").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Nobody_gives_a_key_more_than_they_have()
    {
        var shop = await app.Shop();
        var ben = await shop.Agent("Ben");
        (await Make(ben, "Mine", "chatbot.view")).Refused(403, "not_permitted");

        await app.Execute("update members set grants = '{api_key.manage}' where user_id = $1", ben.UserId);
        (await Make(ben, "Mine", "chatbot.view")).Ok();
        (await Make(ben, "More", "chatbot.delete")).Refused(422, "invalid_fields");
    }

    [Fact]
    public async Task A_revoked_key_ends_at_once_with_its_sockets_on_every_node()
    {
        var shop = await app.Shop();
        var second = await app.SecondNode();
        var key = await Key(shop.Sarah, "conversation.view");
        await using var line = await Line.Open(second.Socket("/api/v1/realtime"));
        await line.Send("auth", new { token = key });
        (await line.Receives("ready")).GetProperty("workspace_id").GetGuid().ShouldBe(shop.WorkspaceId);

        (await shop.Sarah.Delete($"/api/v1/api-keys/{await IdOf(shop)}")).Status.ShouldBe(204);

        (await app.Node.Get("/api/v1/conversations", key)).Refused(401, "not_signed_in");
        (await line.ClosedWith()).ShouldBe(4409);
        (await shop.Sarah.Delete($"/api/v1/api-keys/{await IdOf(shop)}")).Refused(404, "api_key_not_found");
        (await app.Value<long>("select count(*) from audit_log where workspace_id = $1 and action = 'api_key.revoked'", shop.WorkspaceId)).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_comes_from_the_workspaces_networks_only_and_needs_no_second_factor()
    {
        var shop = await app.Shop();
        var key = await Key(shop.Sarah, "chatbot.view");

        await app.Execute("""update workspaces set security = '{"require_second_factor": true, "session_hours": 1}' where id = $1""", shop.WorkspaceId);
        (await app.Node.Get("/api/v1/chatbots", key)).Ok();

        await app.Execute("""update workspaces set security = '{"ip_ranges": ["203.0.113.0/24"]}' where id = $1""", shop.WorkspaceId);
        (await app.Node.Get("/api/v1/chatbots", key)).Refused(401, "not_signed_in");
    }

    [Fact]
    public async Task With_message_send_a_server_writes_where_its_maker_has_the_word_and_reads_nothing()
    {
        var shop = await app.Shop();
        var (ann, key) = (shop.Visitor("Ann"), await Key(shop.Sarah, KeyScopes.MessageSend));
        await ann.Says("Where is my order?");
        var messages = $"/api/v1/conversations/{ann.ConversationId}/messages";

        (await Post(messages, key, new { content = "It left today." })).Refused(409, "not_allowed_now");
        await shop.Sarah.TakesOver(ann.ConversationId);
        (await Post(messages, key, new { content = "It left today." })).Ok();

        (await ann.Hears(Frontdesk.Conversations.SenderType.Agent)).Content.ShouldBe("It left today.");
        (await app.Node.Get(messages, key)).Refused(403, "not_permitted");
        (await Post($"/api/v1/conversations/{ann.ConversationId}/resolve", key, new { })).Refused(403, "not_permitted");
        var (stranger, theirs) = (await app.Shop(), messages);
        (await Post(theirs, await Key(stranger.Sarah, KeyScopes.MessageSend), new { content = "Hello" })).Refused(404, "conversation_not_found");
    }

    [Fact]
    public async Task With_widget_embed_a_program_learns_the_embed_code_and_no_settings()
    {
        var shop = await app.Shop();
        var key = await Key(shop.Sarah, KeyScopes.WidgetEmbed);

        (await app.Node.Get($"/api/v1/chatbots/{shop.ChatbotId}/embed", key)).Ok()["embed_code"].GetString()!.ShouldContain(shop.AppKey);

        (await app.Node.Get($"/api/v1/chatbots/{shop.ChatbotId}", key)).Refused(403, "not_permitted");
        (await app.Node.Get($"/api/v1/chatbots/{(await app.Shop()).ChatbotId}/embed", key)).Refused(404, "chatbot_not_found");
    }

    [Fact]
    public async Task Its_last_use_is_noted_once_a_minute()
    {
        var shop = await app.Shop();
        var key = await Key(shop.Sarah, "chatbot.view");
        (await app.Node.Get("/api/v1/chatbots", key)).Ok();
        var first = await app.Value<DateTime>("select last_used_at from api_keys where workspace_id = $1", shop.WorkspaceId);

        (await app.Node.Get("/api/v1/chatbots", key)).Ok();
        (await app.Value<DateTime>("select last_used_at from api_keys where workspace_id = $1", shop.WorkspaceId)).ShouldBe(first);

        await app.Execute("update api_keys set last_used_at = last_used_at - interval '2 minutes' where workspace_id = $1", shop.WorkspaceId);
        (await app.Node.Get("/api/v1/chatbots", key)).Ok();
        (await app.Value<DateTime>("select last_used_at from api_keys where workspace_id = $1", shop.WorkspaceId)).ShouldBeGreaterThanOrEqualTo(first);
    }

    [Fact]
    public async Task A_keys_name_and_limit_can_be_changed_within_reason()
    {
        var shop = await app.Shop();
        await Key(shop.Sarah, "chatbot.view");
        var path = $"/api/v1/api-keys/{await IdOf(shop)}";

        (await shop.Sarah.Patch(path, new { name = "Warehouse", limit_per_hour = 50 })).Ok()["limit_per_hour"].GetInt32().ShouldBe(50);
        (await shop.Sarah.Patch(path, new { limit_per_hour = 0 })).Refused(422, "invalid_fields");
        (await shop.Sarah.Patch(path, new { name = "" })).Refused(422, "invalid_fields");
        (await shop.Sarah.Patch(path, new { name = 7 })).Status.ShouldBe(400);
        (await Make(shop.Sarah, "Nothing")).Refused(422, "invalid_fields");
        (await shop.Sarah.Get(path)).Ok()["name"].GetString().ShouldBe("Warehouse");
    }

    [Fact]
    public async Task On_the_page_the_key_stands_in_one_answer_that_no_cache_keeps()
    {
        var shop = await app.Shop();
        var cookie = await Cookie(shop.Sarah);
        (await app.Node.Get("/settings/api-keys", null, cookie)).Ok().Text.ShouldContain("No key yet");
        (await app.Node.Get("/settings/api-keys/new", null, cookie)).Ok().Text.ShouldNotContain("api_key.manage");

        using var form = new FormUrlEncodedContent([new("name", "Orders"), new("scopes", "chatbot.view"), new("limit_per_hour", "10")]);
        var made = await app.Node.Post("/settings/api-keys", form, null, cookie, ("Sec-Fetch-Site", "same-origin"));

        made.Ok().Text.ShouldContain("fd_live_");
        made.Headers["Cache-Control"].Single().ShouldContain("no-store");
        (await app.Node.Get("/settings/api-keys", null, cookie)).Ok().Text.ShouldContain("Orders");
        using var empty = new FormUrlEncodedContent([new("name", ""), new("limit_per_hour", "many")]);
        (await app.Node.Post("/settings/api-keys", empty, null, cookie, ("Sec-Fetch-Site", "same-origin"))).Status.ShouldBe(422);
        var id = await IdOf(shop);
        (await app.Node.Get($"/settings/api-keys/{id}", null, cookie)).Ok();
        using var nothing = new FormUrlEncodedContent([]);
        (await app.Node.Post($"/settings/api-keys/{id}/revoke", nothing, null, cookie, ("Sec-Fetch-Site", "same-origin"))).Status.ShouldBe(303);
        (await app.Node.Get($"/settings/api-keys/{id}", null, cookie)).Status.ShouldBe(404);
    }

    [Fact]
    public void Every_scope_has_words() => ScopeWords.Named.Order().ShouldBe(KeyScopes.All.Order());

    private Task<Reply> Post(string path, string key, object body) => app.Node.Post(path, body, key);

    private static Task<Reply> Make(Agent agent, string name, params string[] scopes) => agent.Post("/api/v1/api-keys", new { name, scopes });

    private static async Task<string> Key(Agent agent, params string[] scopes) => (await Make(agent, "A program", scopes)).Ok()["key"].GetString()!;

    private Task<Guid> IdOf(Shop shop) => app.Value<Guid>("select id from api_keys where workspace_id = $1 order by created_at limit 1", shop.WorkspaceId);

    private async Task<(string, string)> Cookie(Agent agent) => ("Cookie", "fd_session=" + app.Services.GetRequiredService<SessionTokens>().ForCookie(
        await app.Value<Guid>("select id from sessions where user_id = $1 and ended_at is null order by created_at desc limit 1", agent.UserId)));
}
