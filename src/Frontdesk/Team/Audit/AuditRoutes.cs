using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Audit;

/// <summary>The audit log over the API.</summary>
public static class AuditRoutes
{
    public static void MapAuditApi(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup("/api/v1/audit-log").WithTags("Audit log").Requires(Permission.AuditView);
        reading.MapGet("", List);
        reading.MapGet("/export", (HttpContext http, CurrentAgent agent, ExportAuditLog export, CancellationToken ct, string? format = null) =>
            export.Handle(AuditFilter.Of(http.Request.Query), format, agent, http, ct));
        reading.MapGet("/retention", async (CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
            TypedResults.Ok(new { audit_days = await db.Workspaces.Where(w => w.Id == agent.WorkspaceId).Select(w => w.AuditDays).SingleAsync(ct) }));
        routes.MapPatch("/api/v1/audit-log/retention", async (KeepAuditLog.Request body, CurrentAgent agent, KeepAuditLog keep, CancellationToken ct) =>
            await keep.For(body.AuditDays, agent, ct) is { } errors ? Problem.Invalid(errors) : Results.Ok(new { audit_days = body.AuditDays }))
            .WithTags("Audit log").Requires(Permission.SecurityManage);
    }

    private static async Task<IResult> List(HttpContext http, CurrentAgent agent, FrontdeskDb db, CancellationToken ct, string? cursor = null)
    {
        var filter = AuditFilter.Of(http.Request.Query);
        if (filter.Check() is { Any: true } errors)
        {
            return Problem.Invalid(errors);
        }

        var page = await AuditPage.Read(filter, cursor, agent, db, ct);
        return TypedResults.Ok(new { data = page.Lines.Select(AuditView.Of), next_cursor = page.Next });
    }
}
