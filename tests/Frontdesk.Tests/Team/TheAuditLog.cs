using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Team;

/// <summary>Who did what, for those who may know, and unchangeable.</summary>
public sealed class TheAuditLog(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private static async Task<JsonElement[]> Lines(Agent agent, string query = "") => [.. (await agent.Get("/api/v1/audit-log" + query)).Ok()["data"].EnumerateArray()];

    private static string Action(JsonElement line) => line.GetProperty("action").GetString()!;

    /// <summary>Lines of an old time, which nothing else writes.</summary>
    private Task<int> Writes(Shop shop, int count, string at = "now()", string action = "test.made", string name = "Robo") => app.Execute($"""
        insert into audit_log (id, workspace_id, at, actor_type, actor_id, actor_name, ip, action, resource_type, resource_name)
        select gen_random_uuid(), $1, {at} - make_interval(secs => n), 'user', $2, $3, '203.0.113.7', $4, 'test', 'No. ' || n from generate_series(1, {count}) n
        """, shop.WorkspaceId, Guid.CreateVersion7(), name, action);

    [Fact]
    public async Task Every_action_on_the_team_is_a_line_with_before_and_after()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");
        var path = $"/api/v1/members/{await shop.MemberId(mike)}";
        (await shop.Sarah.Patch(path, new { role = "admin" })).Ok();
        (await shop.Sarah.Patch(path, new { grants = new[] { "billing.manage" } })).Ok();
        (await shop.Sarah.Post(path + "/deactivate")).Ok();
        (await shop.Sarah.Post(path + "/reactivate")).Ok();
        (await shop.Sarah.Delete(path)).Ok();

        var lines = await Lines(shop.Sarah, "?action=member.");

        lines.Select(Action).ShouldBe(["member.removed", "member.reactivated", "member.deactivated", "member.rights_changed", "member.role_changed", "member.joined"]);
        var change = lines.Single(l => Action(l) == "member.role_changed");
        change.GetProperty("actor").GetProperty("name").GetString().ShouldBe("Sarah");
        change.GetProperty("resource").GetProperty("name").GetString().ShouldBe("Mike");
        change.GetProperty("before").GetProperty("role").GetString().ShouldBe("agent");
        change.GetProperty("after").GetProperty("role").GetString().ShouldBe("admin");
        change.GetProperty("ip").GetString().ShouldNotBeNullOrEmpty();
        (await Lines(shop.Sarah, "?action=invitation.")).Select(Action).ShouldBe(["invitation.sent"]);
    }

    [Fact]
    public async Task A_refused_action_is_no_line()
    {
        var shop = await app.Shop();
        (await shop.Sarah.Post("/api/v1/members/leave")).Refused(409, "last_owner");
        (await Lines(shop.Sarah, "?action=member.")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Chatbots_and_knowledge_are_written_down_without_secrets()
    {
        var shop = await app.Shop();
        (await shop.Sarah.Patch($"/api/v1/chatbots/{shop.ChatbotId}", new { name = "Helper", ai_settings = new { provider = "openai", model = "m-1", api_key = "sk-very-secret-1234" } })).Ok();
        var faq = await shop.Knows("Do you ship?", "Yes.");
        (await shop.Sarah.Patch($"/api/v1/knowledge-base/faqs/{faq}", new { answer = "Yes, everywhere." })).Ok();
        (await shop.Sarah.Delete($"/api/v1/knowledge-base/faqs/{faq}")).Ok();
        await shop.Documents("Terms", "Thirty days.");
        (await shop.Sarah.Patch($"/api/v1/chatbots/{shop.ChatbotId}", new { status = "archived" })).Ok();

        var lines = await Lines(shop.Sarah);

        lines.Select(Action).ShouldBe(["chatbot.archived", "source.added", "faq.deleted", "faq.changed", "faq.created", "chatbot.changed", "chatbot.created"]);
        var change = lines.Single(l => Action(l) == "chatbot.changed");
        change.GetProperty("before").GetProperty("name").GetString().ShouldBe("Shop Support");
        change.GetProperty("after").GetProperty("settings.ai.model").GetString().ShouldBe("m-1");
        change.GetProperty("after").TryGetProperty("settings.greeting", out _).ShouldBeFalse("it did not change");
        lines.Select(l => l.GetRawText()).ShouldAllBe(l => !l.Contains("very-secret"));
        lines.Single(l => Action(l) == "faq.changed").GetProperty("after").GetProperty("answer").GetString().ShouldBe("Yes, everywhere.");
    }

    [Fact]
    public async Task It_is_read_in_pages_of_fifty_newest_first_without_gap_or_double()
    {
        var shop = await app.Shop();
        await Writes(shop, 120, "timestamptz '2026-01-01'");
        await app.Execute("update audit_log set at = timestamptz '2025-12-31' where workspace_id = $1 and action = 'test.made'", shop.WorkspaceId); // all at one instant

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await shop.Sarah.Get($"/api/v1/audit-log?action=test.{(cursor is null ? "" : $"&cursor={cursor}")}")).Ok();
            page["data"].GetArrayLength().ShouldBeLessThanOrEqualTo(50);
            seen.AddRange(page["data"].EnumerateArray().Select(l => l.GetProperty("id").GetString()!));
            cursor = page["next_cursor"].GetString();
        }
        while (cursor is not null);

        seen.Count.ShouldBe(120);
        seen.Distinct().Count().ShouldBe(120);
    }

    [Fact]
    public async Task It_is_filtered_by_actor_action_resource_day_and_address()
    {
        var shop = await app.Shop();
        await Writes(shop, 2, "timestamptz '2026-02-02 12:00Z'", "test.found", "Ada Lovelace");
        await Writes(shop, 1, "timestamptz '2026-02-04 12:00Z'", "test.lost", "Bob");

        (await Lines(shop.Sarah, "?actor=lovel")).Length.ShouldBe(2);
        (await Lines(shop.Sarah, "?action=test.")).Length.ShouldBe(3);
        (await Lines(shop.Sarah, "?action=test.l")).Length.ShouldBe(1);
        (await Lines(shop.Sarah, "?action=%25")).ShouldBeEmpty();
        (await Lines(shop.Sarah, "?resource_type=test&ip=203.0.113.7")).Length.ShouldBe(3);
        (await Lines(shop.Sarah, "?ip=203.0.113.8")).ShouldBeEmpty();
        (await Lines(shop.Sarah, "?from=2026-02-02&to=2026-02-02")).Length.ShouldBe(2);
        (await Lines(shop.Sarah, "?from=2026-02-03&to=2026-02-04")).Length.ShouldBe(1);
        (await Lines(shop.Sarah, $"?actor={shop.Sarah.UserId}")).ShouldAllBe(l => l.GetProperty("actor").GetProperty("name").GetString() == "Sarah");
    }

    [Theory]
    [InlineData("?from=yesterday")]
    [InlineData("?from=2026-02-03&to=2026-02-01")]
    [InlineData("?ip=nowhere")]
    public async Task A_filter_that_cannot_be_is_refused(string query) => (await (await app.Shop()).Sarah.Get("/api/v1/audit-log" + query)).Refused(422, "invalid_fields");

    [Theory]
    [InlineData("?cursor=%00")]
    [InlineData("?cursor=99999999999999999999.x")]
    [InlineData("?from=9999-12-31&to=9999-12-31")]
    public async Task Odd_words_break_nothing(string query) => (await (await app.Shop()).Sarah.Get("/api/v1/audit-log" + query)).Status.ShouldBeOneOf(200, 422);

    [Fact]
    public async Task One_workspace_never_sees_anothers_lines()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        await Writes(shop, 3);
        (await Lines(other.Sarah, "?action=test.")).ShouldBeEmpty();
        (await other.Sarah.Get("/api/v1/audit-log/export?format=json")).Ok().Text.ShouldNotContain("test.made");
    }

    [Theory]
    [InlineData(Role.Agent, 403)]
    [InlineData(Role.Viewer, 403)]
    [InlineData(Role.Admin, 200)]
    public async Task Only_who_may_reads_and_exports_it(Role role, int status)
    {
        var member = await (await app.Shop()).Member("Mike", role);
        (await member.Get("/api/v1/audit-log")).Status.ShouldBe(status);
        (await member.Get("/api/v1/audit-log/export")).Status.ShouldBe(status);
        (await member.Patch("/api/v1/audit-log/retention", new { audit_days = 400 })).Status.ShouldBe(status);
    }

    [Fact]
    public async Task An_export_holds_every_line_of_its_days_and_no_formula()
    {
        var shop = await app.Shop();
        await Writes(shop, 130, "now() - interval '2 days'", name: "=HYPERLINK(\"https://evil.test\")");
        await Writes(shop, 1, "now() - interval '200 days'", action: "test.old");

        var csv = (await shop.Sarah.Get("/api/v1/audit-log/export?format=csv&action=test.")).Ok();
        var json = (await shop.Sarah.Get("/api/v1/audit-log/export?format=json&action=test.")).Ok();

        csv.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(131);
        csv.Text.ShouldContain("\"'=HYPERLINK(\"\"https://evil.test\"\")\"");
        csv.Text.ShouldNotContain(",=HYPERLINK");
        csv.Headers["Content-Disposition"].Single().ShouldStartWith("attachment");
        json.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("action").GetString()).ShouldAllBe(a => a == "test.made");
        (await shop.Sarah.Get("/api/v1/audit-log/export?from=2020-01-01")).Refused(422, "invalid_fields");
        (await shop.Sarah.Get("/api/v1/audit-log/export?format=xml")).Refused(422, "invalid_fields");
        (await Lines(shop.Sarah, "?action=audit_log.exported")).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("frontdesk_app", "update audit_log set action = 'nothing'")]
    [InlineData("frontdesk_app", "delete from audit_log")]
    [InlineData("frontdesk_app", "truncate audit_log")]
    [InlineData("frontdesk_engine", "update audit_log set action = 'nothing'")]
    [InlineData("frontdesk_engine", "delete from audit_log")]
    [InlineData("frontdesk_engine", "truncate audit_log")]
    [InlineData("frontdesk_app", "select audit_forget_all()")]
    [InlineData("frontdesk_app", "select audit_pseudonymize(gen_random_uuid(), 'x')")]
    public async Task Nobody_changes_or_deletes_a_line(string role, string sql)
    {
        var databases = app.Services.GetRequiredService<DataSources>();
        await using var command = (role == "frontdesk_app" ? databases.Application : databases.Engine).CreateCommand(sql);
        var refused = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Old_lines_go_in_the_night_and_younger_ones_stay()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        (await shop.Sarah.Patch("/api/v1/audit-log/retention", new { audit_days = 100 })).Ok();
        await Writes(shop, 1, "now() - interval '101 days'", "test.old");
        await Writes(shop, 1, "now() - interval '99 days'", "test.young");
        await Writes(other, 1, "now() - interval '101 days'", "test.kept");

        await app.Services.GetRequiredService<DailyJobs>().Schedule(TestContext.Current.CancellationToken);
        await app.Services.GetRequiredService<DailyJobs>().Schedule(TestContext.Current.CancellationToken);
        (await app.Value<long>("select count(*) from jobs where key = 'daily:ForgetAuditLines'")).ShouldBe(1, "however many nodes ask for it");
        (await app.Value<bool>("select bool_and(run_at > now() and run_at <= now() + interval '24 hours' and extract(hour from run_at at time zone 'UTC') = 3) from jobs where key = 'daily:ForgetAuditLines'")).ShouldBeTrue();
        await app.Execute("update jobs set run_at = now() where key = 'daily:ForgetAuditLines'"); // nobody has time to wait for the night
        await Eventually.True(async () => await app.Value<long>("select count(*) from audit_log where action = 'test.old' and workspace_id = $1", shop.WorkspaceId) == 0, "the old line to go");

        (await Lines(shop.Sarah, "?action=test.")).Select(Action).ShouldBe(["test.young"]);
        (await Lines(other.Sarah, "?action=test.")).Select(Action).ShouldBe(["test.kept"]);
    }

    [Theory]
    [InlineData(89, 422)]
    [InlineData(90, 200)]
    [InlineData(3650, 200)]
    [InlineData(3651, 422)]
    public async Task It_is_kept_90_to_3650_days(int days, int status) =>
        (await (await app.Shop()).Sarah.Patch("/api/v1/audit-log/retention", new { audit_days = days })).Status.ShouldBe(status);

    [Fact]
    public async Task An_erased_person_leaves_a_pseudonym_and_every_line()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");
        (await mike.Patch($"/api/v1/chatbots/{shop.ChatbotId}", new { name = "Helper" })).Ok();
        (await shop.Sarah.Patch($"/api/v1/members/{await shop.MemberId(mike)}", new { role = "viewer" })).Ok();
        await app.Execute("""
            insert into audit_log (id, workspace_id, at, actor_type, actor_id, actor_name, action, resource_type, resource_id, resource_name, before, after)
            values (gen_random_uuid(), $1, now(), 'user', $2, 'Sarah', 'user.changed', 'user', $3, 'Mike', '{"email": "former@company.test", "role": "agent"}', jsonb_build_object('note', 'write to ' || $4::text, 'language', 'de'))
            """, shop.WorkspaceId, shop.Sarah.UserId, mike.UserId, mike.Email);
        var before = (await Lines(shop.Sarah)).Length;

        await using (var command = app.Services.GetRequiredService<DataSources>().Engine.CreateCommand($"select audit_pseudonymize('{mike.UserId}', 'person-1')"))
        {
            ((long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!).ShouldBeGreaterThan(3);
        }

        var lines = await Lines(shop.Sarah);
        lines.Length.ShouldBe(before);
        var text = string.Join('\n', lines.Select(l => l.GetRawText()));
        text.ShouldNotContain("Mike");
        text.ShouldNotContain(mike.Email);
        text.ShouldNotContain("former@company.test");
        text.ShouldContain("person-1");
        text.ShouldContain("Sarah");
        var change = lines.Single(l => Action(l) == "user.changed");
        change.GetProperty("before").GetProperty("role").GetString().ShouldBe("agent");
        change.GetProperty("after").GetProperty("language").GetString().ShouldBe("de");
        lines.Single(l => Action(l) == "chatbot.changed").GetProperty("actor").GetProperty("name").GetString().ShouldBe("person-1");
        lines.Single(l => Action(l) == "chatbot.changed").GetProperty("ip").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void A_line_names_only_what_changed()
    {
        var (before, after) = AuditChange.Between(new { A = 1, B = new { C = "x", D = true } }, new { A = 1, B = new { C = "y", D = true } });
        before.ShouldBe(new Dictionary<string, string?> { ["b.c"] = "x" });
        after.ShouldBe(new Dictionary<string, string?> { ["b.c"] = "y" });
    }
}
