using System.Globalization;
using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Audit;

/// <summary>A page of the log, and where the next one begins; null where there is none.</summary>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Lines, string? Next)
{
    private const int Size = 50;

    /// <param name="cursor">What the page before named as the next; another text begins at the newest.</param>
    public static async Task<AuditPage> Read(AuditFilter filter, string? cursor, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var lines = filter.In(db.AuditLog.VisibleTo(agent));
        if (Parse(cursor) is var (at, id))
        {
            lines = lines.Where(e => EF.Functions.LessThan(ValueTuple.Create(e.At, e.Id), ValueTuple.Create(at, id)));
        }

        var found = await lines.Take(Size + 1).ToListAsync(ct);
        return found.Count > Size ? new AuditPage(found[..Size], Cursor(found[Size - 1])) : new AuditPage(found, null);
    }

    private static string Cursor(AuditEntry last) => $"{last.At.UtcTicks.ToString(CultureInfo.InvariantCulture)}.{last.Id:N}";

    private static (DateTimeOffset At, Guid Id)? Parse(string? cursor) =>
        cursor?.Split('.') is [var ticks, var text] && Guid.TryParseExact(text, "N", out var id)
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            ? (new DateTimeOffset(at, TimeSpan.Zero), id)
            : null;
}
