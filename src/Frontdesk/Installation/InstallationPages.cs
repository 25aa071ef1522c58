using Frontdesk.Installation.Pages;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Installation;

/// <summary>The console's pages: the state of things, workspaces, accounts, jobs, mails, and the installation's own settings and log.</summary>
public static class InstallationPages
{
    private const string Root = "/installation";

    public static void MapInstallationPages(this IEndpointRouteBuilder pages)
    {
        var console = pages.MapGroup(Root).RequiresInstallationAdminOnPage().DisableAntiforgery();
        console.MapGet("", () => SeeOther(Root + "/overview"));
        console.MapGet("/overview", async (Health health, CancellationToken ct) => Page<OverviewPage>(new { Health = await health.Now(ct) }));
        console.MapPost("/caches/clear", async (HttpContext http, CurrentAgent admin, ClearCaches clear, CancellationToken ct) =>
            Done.Well.AsPage(http, Root + "/overview", (await clear.Everywhere(admin, ct)).InWords));
        MapWorkspaces(console);
        MapUsers(console);
        MapJobs(console);
        MapOutbox(console);
        MapReading(console);
        MapSettings(console);
        console.MapGet("/log", async (InstallationLog log, CancellationToken ct, string? action = null, int page = 1) => Page<LogPage>(new
        {
            Lines = (IReadOnlyList<InstallationLog.Line>)await log.Read(string.IsNullOrEmpty(action) ? null : action, (Math.Clamp(page, 1, 10_000) - 1) * InstallationLog.PageSize, InstallationLog.PageSize + 1, ct),
            Action = action ?? "",
            Number = Math.Clamp(page, 1, 10_000),
        }));
        console.MapGet("/log/export", (CurrentAgent admin, ExportInstallationLog export, HttpContext http, CancellationToken ct) => export.Handle(admin, http, ct));
    }

    private static void MapWorkspaces(RouteGroupBuilder console)
    {
        const string All = Root + "/workspaces";
        console.MapGet("/workspaces", async (AcrossWorkspaces across, CancellationToken ct, string? q = null, string? sort = null, int page = 1) =>
        {
            var search = WorkspaceSearch.Of(q, sort, page);
            return Page<WorkspacesPage>(new { Rows = (IReadOnlyList<WorkspaceFigures>)await across.Workspaces(search, ct), Search = search });
        });
        console.MapGet("/workspaces/{id:guid}", async Task<IResult> (Guid id, CurrentAgent admin, AcrossWorkspaces across, KnownSettings settings, CancellationToken ct) => await across.Workspace(id, ct) is { } workspace
            ? Page<OneWorkspacePage>(new { Workspace = workspace, Members = (IReadOnlyList<MemberFigures>)await across.Members(id, ct), (await settings.Now(ct)).Rollout, IsOwn = id == admin.WorkspaceId })
            : TypedResults.NotFound());
        console.MapPost("/workspaces/{id:guid}/suspend", async (Guid id, [FromForm] string? reason, HttpContext http, CurrentAgent admin, ChangeWorkspaces change, CancellationToken ct) =>
            (await change.Suspend(id, reason, admin, ct)).AsPage(http, $"{All}/{id}", "Suspended. Its people are signed out and its chats are off."));
        console.MapPost("/workspaces/{id:guid}/resume", async (Guid id, HttpContext http, CurrentAgent admin, ChangeWorkspaces change, CancellationToken ct) =>
            (await change.Resume(id, admin, ct)).AsPage(http, $"{All}/{id}", "The workspace works again."));
        console.MapPost("/workspaces/{id:guid}/plan", async (Guid id, [FromForm] string? plan, HttpContext http, CurrentAgent admin, ChangeWorkspaces change, CancellationToken ct) =>
            (await change.Move(id, plan, admin, ct)).AsPage(http, $"{All}/{id}", "The plan is changed."));
        console.MapPost("/workspaces/{id:guid}/features/{feature}", async (Guid id, string feature, [FromForm] string? on, HttpContext http, CurrentAgent admin, ChangeWorkspaces change, CancellationToken ct) =>
            (await change.Switch(id, feature, on switch { "on" => true, "off" => false, _ => null }, admin, ct)).AsPage(http, $"{All}/{id}", "The switch is set."));
        console.MapPost("/workspaces/{id:guid}/delete", async (Guid id, [FromForm] string? name, HttpContext http, CurrentAgent admin, ChangeWorkspaces change, CancellationToken ct) =>
        {
            var done = await change.Delete(id, name, admin, ct);
            return done.AsPage(http, done.IsWell ? All : $"{All}/{id}", $"{name} is deleted, with everything in it.");
        });
    }

    private static void MapUsers(RouteGroupBuilder console)
    {
        console.MapGet("/users", async (FindUsers find, CancellationToken ct, string? q = null, int page = 1) =>
        {
            var (users, total) = await find.Where(q, page, ct);
            return Page<UsersPage>(new { Rows = users, Total = total, Words = q ?? "", Number = Math.Clamp(page, 1, 10_000) });
        });
        console.MapGet("/users/{id:guid}", async Task<IResult> (Guid id, CurrentAgent admin, FindUsers find, AcrossWorkspaces across, CancellationToken ct) => await find.One(id, ct) is { } user
            ? Page<OneUserPage>(new { User = user, Memberships = (IReadOnlyList<MembershipFigures>)await across.Memberships(id, ct), IsSelf = id == admin.UserId })
            : TypedResults.NotFound());
        Act(console, "suspend", (change, id, reason, admin, ct) => change.Suspend(id, reason, admin, ct), "Suspended and signed out everywhere.");
        Act(console, "reset-second-factor", (change, id, reason, admin, ct) => change.ResetSecondFactor(id, reason, admin, ct), "Two-factor sign-in is off for this account. A mail tells its owner.");
        Act(console, "reactivate", (change, id, _, admin, ct) => change.Reactivate(id, admin, ct), "The account works again.");
        Act(console, "unlock", (change, id, _, admin, ct) => change.Unlock(id, admin, ct), "The account is unlocked.");
        Act(console, "end-sessions", (change, id, _, admin, ct) => change.EndTheirSessions(id, admin, ct), "Signed out everywhere.");
        Act(console, "send-password-reset", (change, id, _, admin, ct) => change.SendPasswordReset(id, admin, ct), "A mail with a link to a new password is on its way.");
        Act(console, "make-super-admin", (change, id, _, admin, ct) => change.MakeSuperAdmin(id, admin, ct), "This person now runs the installation too.");
        Act(console, "unmake-super-admin", (change, id, _, admin, ct) => change.UnmakeSuperAdmin(id, admin, ct), "This person no longer runs the installation.");
    }

    private static void Act(RouteGroupBuilder console, string verb, Func<ChangeUsers, Guid, string?, CurrentAgent, CancellationToken, Task<Done>> act, string said) =>
        console.MapPost($"/users/{{id:guid}}/{verb}", async (Guid id, [FromForm] string? reason, HttpContext http, CurrentAgent admin, ChangeUsers change, CancellationToken ct) =>
            (await act(change, id, reason, admin, ct)).AsPage(http, $"{Root}/users/{id}", said));

    private static void MapJobs(RouteGroupBuilder console)
    {
        const string Dead = Root + "/jobs";
        console.MapGet("/jobs", async (Jobs jobs, CancellationToken ct, string? state = null, string? kind = null, int page = 1) =>
        {
            var shown = Jobs.States.Contains(state) ? state! : "dead";
            var wanted = string.IsNullOrEmpty(kind) ? null : kind;
            return Page<JobsPage>(new { State = shown, Kind = wanted, Counts = (IReadOnlyList<JobCounts>)await jobs.Counts(ct), Rows = (IReadOnlyList<JobFigures>)await jobs.List(shown, wanted, page, ct), Number = Math.Clamp(page, 1, 10_000) });
        });
        console.MapPost("/jobs/{id:guid}/retry", async (Guid id, HttpContext http, CurrentAgent admin, Jobs jobs, CancellationToken ct) => (await jobs.Retry(id, admin, ct)).AsPage(http, Dead, "The job runs again."));
        console.MapPost("/jobs/{id:guid}/discard", async (Guid id, HttpContext http, CurrentAgent admin, Jobs jobs, CancellationToken ct) => (await jobs.Discard(id, admin, ct)).AsPage(http, Dead, "The job is discarded."));
        console.MapPost("/jobs/kinds/{kind}/retry", async (string kind, HttpContext http, CurrentAgent admin, Jobs jobs, CancellationToken ct) => (await jobs.RetryAll(kind, admin, ct)).AsPage(http, Dead, $"All {kind} jobs run again."));
        console.MapPost("/jobs/kinds/{kind}/discard", async (string kind, HttpContext http, CurrentAgent admin, Jobs jobs, CancellationToken ct) => (await jobs.DiscardAll(kind, admin, ct)).AsPage(http, Dead, $"All dead {kind} jobs are discarded."));
    }

    private static void MapOutbox(RouteGroupBuilder console)
    {
        const string All = Root + "/outbox";
        console.MapGet("/outbox", async (Outbox outbox, CancellationToken ct) => Page<OutboxPage>(new { Mails = await outbox.List(ct), outbox.IsUsed }));
        console.MapGet("/outbox/{name}", async Task<IResult> (string name, Outbox outbox, CancellationToken ct) => await outbox.Open(name, ct) is var (mail, content)
            ? Page<MailPage>(new { Mail = mail, content.Text })
            : TypedResults.NotFound());
        console.MapGet("/outbox/{name}/html", async Task<IResult> (string name, HttpContext http, Outbox outbox, CancellationToken ct) =>
        {
            if (await outbox.Open(name, ct) is not var (_, content))
            {
                return TypedResults.NotFound();
            }

            http.Response.Headers.ContentSecurityPolicy = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";
            return TypedResults.Content(content.Html, "text/html; charset=utf-8");
        });
        console.MapPost("/outbox/test", async (HttpContext http, CurrentAgent admin, Outbox outbox, CancellationToken ct) =>
        {
            await outbox.SendTest(admin, ct);
            return Done.Well.AsPage(http, All, $"A test mail to {admin.Email} is on its way.");
        });
        console.MapPost("/outbox/delete", async (HttpContext http, CurrentAgent admin, Outbox outbox, CancellationToken ct) => (await outbox.DeleteAll(admin, ct)).AsPage(http, All, "The outbox is empty."));
        console.MapPost("/outbox/{name}/delete", async (string name, HttpContext http, CurrentAgent admin, Outbox outbox, CancellationToken ct) => (await outbox.Delete(name, admin, ct)).AsPage(http, All, "The mail is deleted."));
    }

    private static void MapReading(RouteGroupBuilder console)
    {
        console.MapGet("/read", () => Page<ReadPage>());
        console.MapPost("/read", async ([FromForm] string? conversation, [FromForm] string? reason, CurrentAgent admin, ReadConversation read, CancellationToken ct) =>
        {
            var (done, place) = Guid.TryParse(conversation?.Trim(), out var id) ? await read.Open(id, reason, admin, ct) : (Done.NothingThere, null);
            if (place is not null)
            {
                return SeeOther($"{Root}/workspaces/{place.WorkspaceId}/conversations/{id}");
            }

            var errors = done.Errors?.OnForm() ?? new FormErrors { ["conversation"] = "There is no conversation with this id." };
            return Page<ReadPage>(new { Conversation = conversation, Reason = reason, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
        });
        console.MapGet("/workspaces/{workspaceId:guid}/conversations/{id:guid}", async Task<IResult> (Guid workspaceId, Guid id, CurrentAgent admin, ReadConversation read, CancellationToken ct) =>
            await read.Read(workspaceId, id, admin, ct) is { } transcript ? Page<TranscriptPage>(new { Transcript = transcript }) : TypedResults.NotFound());
    }

    private static void MapSettings(RouteGroupBuilder console)
    {
        const string Home = Root + "/settings";
        console.MapGet("/settings", async (KnownSettings settings, CancellationToken ct) => Page<InstallationSettingsPage>(new { Values = await settings.Now(ct) }));
        console.MapPost("/settings", async (
            [FromForm] string? registration, [FromForm] string? notice, [FromForm(Name = "default_plan")] string? plan, HttpContext http, CurrentAgent admin, ChangeSettings change, KnownSettings settings, CancellationToken ct) =>
        {
            var done = await change.To(new SettingsRequest(registration, notice ?? "", plan), admin, ct);
            return done.IsWell
                ? done.AsPage(http, Home, "Saved. It counts from now on, on every node.")
                : Page<InstallationSettingsPage>(new { Values = (await settings.Now(ct)) with { Notice = notice ?? "" }, Errors = done.Errors!.OnForm() }, StatusCodes.Status422UnprocessableEntity);
        });
        console.MapPost("/settings/features/{feature}", async (string feature, [FromForm] int? share, HttpContext http, CurrentAgent admin, ChangeSettings change, CancellationToken ct) =>
            (await change.To(new SettingsRequest(Rollout: new() { [feature] = share ?? -1 }), admin, ct)).AsPage(http, Home, "The share is set."));
    }
}
