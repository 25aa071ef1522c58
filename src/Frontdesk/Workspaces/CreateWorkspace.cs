using Frontdesk.Installation;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Workspaces;

/// <summary>What a workspace says of the company it stands for.</summary>
public sealed record WorkspaceRequest(string? Name = null, string? WebsiteUrl = null, string? Industry = null, int? ArchiveAfterDays = null)
{
    public Errors Check(string name) => new Errors()
        .Unless(name.Length is >= 2 and <= 100, "name", "The name has 2 to 100 characters.")
        .Unless(string.IsNullOrWhiteSpace(WebsiteUrl) || WebsiteUrl.Length <= 500 && Uri.TryCreate(WebsiteUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https", "website_url", "Write the website as https://company.com.")
        .Unless((Industry ?? "").Length <= 100, "industry", "The industry has at most 100 characters.")
        .Unless(ArchiveAfterDays is null or (>= 1 and <= 3650), "archive_after_days", "Archive after 1 to 3,650 days.");
}

/// <summary>Founds another workspace, owned by whoever asks.</summary>
public sealed class CreateWorkspace(IServiceScopeFactory scopes, WorkspaceLimits limits, KnownSettings installation, TimeProvider clock)
{
    public async Task<(Workspace? Workspace, IResult? Problem, Errors? Errors)> From(WorkspaceRequest request, CurrentAgent agent, CancellationToken ct)
    {
        var name = CleanText.Of(request.Name ?? "").Trim();
        if (request.Check(name) is { Any: true } errors)
        {
            return (null, null, errors);
        }

        if (!agent.IsSuperAdmin && await installation.RefuseFounding(ct) is { } refused)
        {
            return (null, refused.AsProblem(), new Errors().Unless(false, "", refused.Detail));
        }

        if (await limits.Take(agent.UserId) is { } wait)
        {
            return (null, Problem.Of(429, "rate_limited", "You have created several workspaces lately. Wait an hour and try again.", wait), null);
        }

        var now = clock.GetUtcNow();
        var workspace = Workspace.Found(name, CleanText.Optional(request.WebsiteUrl, 500), CleanText.Optional(request.Industry, 100), now);
        workspace.MoveTo((await installation.Now(ct)).DefaultPlan);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspace.Id);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        var user = await db.Users.SingleAsync(u => u.Id == agent.UserId, ct);
        db.AddRange(workspace, Member.Join(workspace.Id, user, Role.Owner, now));
        db.Record(AuditEntry.ByPerson(workspace.Id, user.Id, user.Name, agent.From, "workspace.created", now, new { name }));
        await db.SaveChangesAsync(ct);
        return (workspace, null, null);
    }
}

/// <summary>Five new workspaces an hour for a person.</summary>
public sealed class WorkspaceLimits(RateWindows windows)
{
    public async Task<TimeSpan?> Take(Guid userId) => await windows.Take(RateRules.NewWorkspace, userId.ToString(), CancellationToken.None);
}
