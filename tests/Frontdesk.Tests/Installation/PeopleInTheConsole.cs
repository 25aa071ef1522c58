using Frontdesk.Team;
using Frontdesk.Tests.Harness;
using Frontdesk.Tests.SignIn;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Installation;

/// <summary>Accounts as whoever runs the installation meets them, and who meets nobody there.</summary>
public sealed class PeopleInTheConsole(ConsoleApp app) : IClassFixture<ConsoleApp>
{
    private const string All = "/api/v1/installation/users";

    [Fact]
    public async Task Somebody_suspended_is_out_at_once_and_back_after_that()
    {
        var (olga, shop) = (await app.Olga(), await app.Shop());
        var mia = await shop.Agent("Mia");
        var line = await mia.Connects();

        (await olga.Post($"{All}/{mia.UserId}/suspend", new { reason = "" })).Refused(422, "invalid_fields");
        (await olga.Post($"{All}/{mia.UserId}/suspend", new { reason = "Her telephone was stolen." })).Ok();

        await line.ClosedWith();
        (await mia.Get("/api/v1/me")).Refused(401, "not_signed_in");
        (await app.Node.Post("/api/v1/auth/login", new { email = mia.Email, password = Agent.Password })).Refused(401, "sign_in_refused");
        (await shop.Sarah.Get("/api/v1/me")).Ok();
        (await olga.Get($"{All}/{mia.UserId}")).Ok()["user"].GetProperty("status").GetString().ShouldBe("suspended");

        (await olga.Post($"{All}/{mia.UserId}/reactivate")).Ok();
        (await (await mia.SignsInAgain()).Get("/api/v1/me")).Ok();
        (await app.Value<long>("select count(*) from audit_log where workspace_id = $1 and resource_id = $2 and action in ('user.suspended', 'user.reactivated')", shop.WorkspaceId, mia.UserId)).ShouldBe(2);
    }

    [Fact]
    public async Task The_last_one_who_runs_the_installation_stays()
    {
        var (olga, shop) = (await app.Olga(), await app.Shop());

        (await olga.Post($"{All}/{olga.UserId}/unmake-super-admin")).Refused(409, "last_super_admin");
        (await olga.Post($"{All}/{olga.UserId}/suspend", new { reason = "By a slip" })).Refused(409, "own_account");
        (await olga.Post($"{All}/{shop.Sarah.UserId}/make-super-admin")).Ok();
        (await shop.Sarah.Get("/api/v1/installation/health")).Ok();
        (await olga.Post($"{All}/{shop.Sarah.UserId}/unmake-super-admin")).Ok();

        (await shop.Sarah.Get("/api/v1/installation/health")).Status.ShouldBeInRange(403, 404);
        (await olga.Get("/api/v1/installation/health")).Ok();
    }

    [Fact]
    public async Task Nobody_else_comes_in_whatever_their_role()
    {
        var (olga, shop) = (await app.Olga(), await app.Shop());
        var (mia, key) = (await shop.Agent("Mia"), (await olga.Post("/api/v1/api-keys", new { name = "Olga's key", scopes = KeyScopes.All })).Ok()["key"].GetString()!);
        var person = new Person(app);
        await person.Submits("/sign-in", ("email", shop.Sarah.Email), ("password", Agent.Password));

        foreach (var path in new[] { "health", "workspaces", $"workspaces/{shop.WorkspaceId}", "users", "jobs", "outbox", "settings", "audit-log" })
        {
            (await app.Node.Get("/api/v1/installation/" + path)).Status.ShouldBe(401, path);
            (await shop.Sarah.Get("/api/v1/installation/" + path)).Status.ShouldBeInRange(403, 404, path);
            (await mia.Get("/api/v1/installation/" + path)).Status.ShouldBeInRange(403, 404, path);
            (await app.Node.Get("/api/v1/installation/" + path, key)).Status.ShouldBeInRange(401, 404, path);
        }

        foreach (var page in new[] { "overview", "workspaces", "users", "jobs", "outbox", "read", "log", "settings" })
        {
            (await person.Opens("/installation/" + page)).Status.ShouldBeInRange(403, 404, page);
        }

        (await shop.Sarah.Post($"/api/v1/installation/workspaces/{olga.WorkspaceId}/suspend", new { reason = "Because I can" })).Status.ShouldBeInRange(403, 404);
        (await shop.Sarah.Post($"/api/v1/installation/users/{shop.Sarah.UserId}/make-super-admin")).Status.ShouldBeInRange(403, 404);
        (await app.Value<long>("select count(*) from users where is_super_admin and id = $1", shop.Sarah.UserId)).ShouldBe(0);
    }
}
