using Frontdesk.Platform.Http;
using Frontdesk.Team;

namespace Frontdesk.Installation;

/// <summary>The console over the API, for people who run the installation; API keys never reach it.</summary>
public static class InstallationRoutes
{
    private sealed record Naming(string? Name = null);
    private sealed record Switching(bool? On = null);
    private sealed record WorkspaceChange(string? Plan = null);
    private sealed record ByReason(string? Reason = null);

    public static void MapInstallationApi(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapGroup("/api/v1/installation").WithTags("Installation").RequiresInstallationAdmin();
        console.MapGet("/health", async (Health health, CancellationToken ct) => TypedResults.Ok(await health.Now(ct)));
        console.MapPost("/caches/clear", async (CurrentAgent admin, ClearCaches clear, CancellationToken ct) => TypedResults.Ok(await clear.Everywhere(admin, ct)));
        console.MapGet("/settings", async (KnownSettings settings, CancellationToken ct) => TypedResults.Ok(await settings.Now(ct)));
        console.MapPatch("/settings", async (SettingsRequest body, CurrentAgent admin, ChangeSettings change, KnownSettings settings, CancellationToken ct) =>
        {
            var done = await change.To(body, admin, ct);
            return done.IsWell ? TypedResults.Ok(await settings.Now(ct)) : done.AsAnswer();
        });
        console.MapGet("/features", () => TypedResults.Ok(new { data = FeatureSwitch.All }));
        console.MapGet("/audit-log", async (InstallationLog log, CancellationToken ct, string? action = null, int page = 1) =>
            TypedResults.Ok(new { data = await log.Read(action, (Math.Clamp(page, 1, 10_000) - 1) * InstallationLog.PageSize, InstallationLog.PageSize, ct) }));
        console.MapGet("/audit-log/export", (CurrentAgent admin, ExportInstallationLog export, HttpContext http, CancellationToken ct) => export.Handle(admin, http, ct));
        console.MapPost("/conversations/{id:guid}/read", Read);
        MapWorkspaces(console.MapGroup("/workspaces"));
        MapUsers(console.MapGroup("/users"));
        MapJobs(console.MapGroup("/jobs"));
        MapOutbox(console.MapGroup("/outbox"));
    }

    private static void MapWorkspaces(RouteGroupBuilder workspaces)
    {
        workspaces.MapGet("", async (AcrossWorkspaces across, CancellationToken ct, string? q = null, string? sort = null, int page = 1) =>
        {
            var found = await across.Workspaces(WorkspaceSearch.Of(q, sort, page), ct);
            return TypedResults.Ok(new { data = found, total = found.Count == 0 ? 0 : found[0].Total });
        });
        workspaces.MapGet("/{id:guid}", async Task<IResult> (Guid id, AcrossWorkspaces across, CancellationToken ct) => await across.Workspace(id, ct) is { } workspace
            ? TypedResults.Ok(new { workspace, members = await across.Members(id, ct) })
            : Problem.NotFound("workspace_not_found"));
        workspaces.MapPatch("/{id:guid}", async (Guid id, WorkspaceChange body, CurrentAgent admin, ChangeWorkspaces change, CancellationToken ct) => (await change.Move(id, body.Plan, admin, ct)).AsAnswer());
        workspaces.MapPost("/{id:guid}/suspend", async (Guid id, ByReason body, CurrentAgent admin, ChangeWorkspaces change, CancellationToken ct) => (await change.Suspend(id, body.Reason, admin, ct)).AsAnswer());
        workspaces.MapPost("/{id:guid}/resume", async (Guid id, CurrentAgent admin, ChangeWorkspaces change, CancellationToken ct) => (await change.Resume(id, admin, ct)).AsAnswer());
        workspaces.MapPut("/{id:guid}/features/{feature}", async (Guid id, string feature, Switching body, CurrentAgent admin, ChangeWorkspaces change, CancellationToken ct) =>
            (await change.Switch(id, feature, body.On, admin, ct)).AsAnswer());
        workspaces.MapPost("/{id:guid}/delete", async (Guid id, Naming body, CurrentAgent admin, ChangeWorkspaces change, CancellationToken ct) => (await change.Delete(id, body.Name, admin, ct)).AsAnswer());
    }

    private static void MapUsers(RouteGroupBuilder users)
    {
        users.MapGet("", async (FindUsers find, CancellationToken ct, string? q = null, int page = 1) =>
        {
            var (found, total) = await find.Where(q, page, ct);
            return TypedResults.Ok(new { data = found, total });
        });
        users.MapGet("/{id:guid}", async Task<IResult> (Guid id, FindUsers find, AcrossWorkspaces across, CancellationToken ct) => await find.One(id, ct) is { } user
            ? TypedResults.Ok(new { user, memberships = await across.Memberships(id, ct) })
            : Problem.NotFound("user_not_found"));
        users.MapPost("/{id:guid}/suspend", async (Guid id, ByReason body, CurrentAgent admin, ChangeUsers change, CancellationToken ct) => (await change.Suspend(id, body.Reason, admin, ct)).AsAnswer());
        users.MapPost("/{id:guid}/reset-second-factor", async (Guid id, ByReason body, CurrentAgent admin, ChangeUsers change, CancellationToken ct) => (await change.ResetSecondFactor(id, body.Reason, admin, ct)).AsAnswer());
        Act(users, "reactivate", (change, id, admin, ct) => change.Reactivate(id, admin, ct));
        Act(users, "unlock", (change, id, admin, ct) => change.Unlock(id, admin, ct));
        Act(users, "end-sessions", (change, id, admin, ct) => change.EndTheirSessions(id, admin, ct));
        Act(users, "send-password-reset", (change, id, admin, ct) => change.SendPasswordReset(id, admin, ct));
        Act(users, "make-super-admin", (change, id, admin, ct) => change.MakeSuperAdmin(id, admin, ct));
        Act(users, "unmake-super-admin", (change, id, admin, ct) => change.UnmakeSuperAdmin(id, admin, ct));
    }

    private static void Act(RouteGroupBuilder users, string verb, Func<ChangeUsers, Guid, CurrentAgent, CancellationToken, Task<Done>> act) =>
        users.MapPost($"/{{id:guid}}/{verb}", async (Guid id, CurrentAgent admin, ChangeUsers change, CancellationToken ct) => (await act(change, id, admin, ct)).AsAnswer());

    private static void MapJobs(RouteGroupBuilder jobs)
    {
        jobs.MapGet("", async Task<IResult> (Jobs all, CancellationToken ct, string state = "dead", string? kind = null, int page = 1) => Jobs.States.Contains(state)
            ? TypedResults.Ok(new { data = await all.List(state, kind, page, ct), counts = await all.Counts(ct) })
            : Done.Wrong("state", "Choose waiting, running or dead.").AsAnswer());
        jobs.MapPost("/{id:guid}/retry", async (Guid id, CurrentAgent admin, Jobs all, CancellationToken ct) => (await all.Retry(id, admin, ct)).AsAnswer());
        jobs.MapDelete("/{id:guid}", async (Guid id, CurrentAgent admin, Jobs all, CancellationToken ct) => (await all.Discard(id, admin, ct)).AsAnswer());
        jobs.MapPost("/kinds/{kind}/retry", async (string kind, CurrentAgent admin, Jobs all, CancellationToken ct) => (await all.RetryAll(kind, admin, ct)).AsAnswer());
        jobs.MapDelete("/kinds/{kind}", async (string kind, CurrentAgent admin, Jobs all, CancellationToken ct) => (await all.DiscardAll(kind, admin, ct)).AsAnswer());
    }

    private static void MapOutbox(RouteGroupBuilder outbox)
    {
        outbox.MapGet("", async (Outbox mails, CancellationToken ct) => TypedResults.Ok(new { used = mails.IsUsed, data = await mails.List(ct) }));
        outbox.MapGet("/{name}", async Task<IResult> (string name, Outbox mails, CancellationToken ct) => await mails.Open(name, ct) is var (mail, content)
            ? TypedResults.Ok(new { mail, content.Text })
            : Problem.NotFound("mail_not_found"));
        outbox.MapDelete("/{name}", async (string name, CurrentAgent admin, Outbox mails, CancellationToken ct) => (await mails.Delete(name, admin, ct)).AsAnswer());
        outbox.MapDelete("", async (CurrentAgent admin, Outbox mails, CancellationToken ct) => (await mails.DeleteAll(admin, ct)).AsAnswer());
        outbox.MapPost("/test", async (CurrentAgent admin, Outbox mails, CancellationToken ct) =>
        {
            await mails.SendTest(admin, ct);
            return TypedResults.Accepted((string?)null);
        });
    }

    private static async Task<IResult> Read(Guid id, ByReason body, CurrentAgent admin, ReadConversation read, CancellationToken ct)
    {
        var (done, place) = await read.Open(id, body.Reason, admin, ct);
        return place is not null && await read.Read(place.WorkspaceId, id, admin, ct) is { } transcript ? TypedResults.Ok(transcript) : done.AsAnswer();
    }
}
