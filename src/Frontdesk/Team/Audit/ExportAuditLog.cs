using System.Globalization;
using System.Text;
using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Audit;

/// <summary>Writes the lines of a span of time as they are read, so that a long log needs no memory.</summary>
public sealed class ExportAuditLog(FrontdeskDb db, TimeProvider clock)
{
    /// <summary>One export covers at most a leap year; without a first day it is the last 90.</summary>
    private const int MostDays = 366;
    private const int UsualDays = 90;

    private static readonly string[] Columns =
        ["at", "actor_type", "actor_id", "actor_name", "action", "resource_type", "resource_id", "resource_name", "ip", "user_agent", "before", "after"];

    public async Task<IResult> Handle(AuditFilter filter, string? format, CurrentAgent agent, HttpContext http, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var errors = filter.Check().Unless(format is null or "csv" or "json", "format", "Choose csv or json.");
        var span = filter with
        {
            From = filter.From ?? ((filter.End ?? now) - TimeSpan.FromDays(UsualDays)).ToString("O", CultureInfo.InvariantCulture),
            To = filter.To ?? now.ToString("O", CultureInfo.InvariantCulture),
        };
        if (errors.Unless(errors.Any || span.End - span.Begin <= TimeSpan.FromDays(MostDays + 1), "from", $"One export covers at most {MostDays} days.") is { Any: true })
        {
            return Problem.Invalid(errors);
        }

        db.Record(AuditEntry.By(agent, "audit_log.exported", null, null, now, after: new { format = format ?? "csv", from = span.Begin, to = span.End }));
        await db.SaveChangesAsync(ct);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"audit-log-{now:yyyy-MM-dd}.{(format == "json" ? "jsonl" : "csv")}\"";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var lines = span.In(db.AuditLog.VisibleTo(agent)).AsAsyncEnumerable();
        return format == "json"
            ? TypedResults.Stream(body => Write(body, "", lines, e => JsonSerializer.Serialize(AuditView.Of(e), Json.Options) + "\n", ct), "application/x-ndjson")
            : TypedResults.Stream(body => Write(body, CsvLine.Of(Columns), lines, Row, ct), "text/csv; charset=utf-8");
    }

    private static async Task Write(Stream body, string head, IAsyncEnumerable<AuditEntry> lines, Func<AuditEntry, string> row, CancellationToken ct)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await writer.WriteAsync(head);
        await foreach (var line in lines.WithCancellation(ct))
        {
            await writer.WriteAsync(row(line));
        }
    }

    private static string Row(AuditEntry e) => CsvLine.Of(
        e.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), SnakeCase.Text(e.ActorType), e.ActorId?.ToString(), e.ActorName, e.Action,
        e.ResourceType, e.ResourceId?.ToString(), e.ResourceName, e.Ip, e.UserAgent, e.Before, e.After);
}
