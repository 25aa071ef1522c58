using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Team.Pages;
using Frontdesk.Workspaces;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Team.Audit;

/// <summary>The audit log to look at.</summary>
public static class AuditPages
{
    private const string Address = "/settings/audit-log";

    public static void MapAuditPages(this IEndpointRouteBuilder pages)
    {
        var reading = pages.MapGroup(Address).RequiresOnPage(Permission.AuditView);
        reading.MapGet("", (HttpContext http, CurrentAgent agent, FrontdeskDb db, CancellationToken ct, string? cursor = null) => Show(AuditFilter.Of(http.Request.Query), cursor, null, agent, db, ct));
        reading.MapGet("/export", (HttpContext http, CurrentAgent agent, ExportAuditLog export, CancellationToken ct, string? format = null) =>
            export.Handle(AuditFilter.Of(http.Request.Query), format, agent, http, ct));
        pages.MapPost(Address + "/retention", Keep).RequiresOnPage(Permission.SecurityManage).DisableAntiforgery();
    }

    private static async Task<IResult> Show(AuditFilter filter, string? cursor, Errors? wrong, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var errors = wrong ?? filter.Check();
        return Page<AuditLogPage>(new
        {
            Page = errors.Any && wrong is null ? new AuditPage([], null) : await AuditPage.Read(filter, cursor, agent, db, ct),
            Filter = filter,
            AuditDays = await db.Workspaces.Where(w => w.Id == agent.WorkspaceId).Select(w => w.AuditDays).SingleAsync(ct),
            Errors = errors.OnForm(),
        }, errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> Keep([FromForm(Name = "audit_days")] int? days, HttpContext http, CurrentAgent agent, KeepAuditLog keep, FrontdeskDb db, CancellationToken ct)
    {
        if (await keep.For(days ?? 0, agent, ct) is { } errors)
        {
            return await Show(new AuditFilter(), null, errors, agent, db, ct);
        }

        Flash.Leave(http, $"Saved. Lines are kept for {days} days.");
        return SeeOther(Address);
    }
}
