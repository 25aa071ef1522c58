using System.Globalization;
using System.Text;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Frontdesk.Team.Audit;

namespace Frontdesk.Installation;

/// <summary>The installation's log as a table; that it was taken away is a line of it too.</summary>
public sealed class ExportInstallationLog(InstallationLog log, FrontdeskDb db, TimeProvider clock)
{
    private static readonly string[] Columns =
        ["at", "actor_type", "actor_id", "actor_name", "action", "resource_type", "resource_id", "resource_name", "ip", "user_agent", "before", "after"];

    public async Task<IResult> Handle(CurrentAgent admin, HttpContext http, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        db.Record(AuditEntry.ByInstallation(admin, null, "audit_log.exported", null, null, now));
        await db.SaveChangesAsync(ct);
        var text = new StringBuilder(CsvLine.Of(Columns));
        foreach (var line in await log.Read(null, 0, InstallationLog.MostExported, ct))
        {
            text.Append(CsvLine.Of(
                line.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), line.ActorType, line.ActorId?.ToString(), line.ActorName, line.Action, line.ResourceType,
                line.ResourceId?.ToString(), line.ResourceName, line.Ip, line.UserAgent, line.Before?.GetRawText(), line.After?.GetRawText()));
        }

        http.Response.Headers.ContentDisposition = $"attachment; filename=\"installation-log-{now:yyyy-MM-dd}.csv\"";
        return TypedResults.Text(text.ToString(), "text/csv; charset=utf-8");
    }
}
