using System.Globalization;
using System.Net;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Audit;

/// <summary>Which lines of the audit log somebody looks for. What is null is not asked for.</summary>
/// <param name="Actor">A user's id, or part of a name.</param>
/// <param name="Action">How the action begins: "member." finds all that happened to members.</param>
/// <param name="From">The first day or instant, ISO 8601.</param>
/// <param name="To">The last day, the whole of it, or an instant.</param>
public sealed record AuditFilter(string? Actor = null, string? Action = null, string? ResourceType = null, string? From = null, string? To = null, string? Ip = null)
{
    public static AuditFilter Of(IQueryCollection query) => new(
        Word(query["actor"]), Word(query["action"]), Word(query["resource_type"]), Word(query["from"]), Word(query["to"]), Word(query["ip"]));

    public bool IsEmpty => this == new AuditFilter();

    public DateTimeOffset? Begin => Instant(From, endOfDay: false);

    public DateTimeOffset? End => Instant(To, endOfDay: true);

    public Errors Check() => new Errors()
        .Unless(From is null || Begin is not null, "from", "Write a day as 2026-11-21.")
        .Unless(To is null || End is not null, "to", "Write a day as 2026-11-21.")
        .Unless(Begin is null || End is null || Begin <= End, "to", "The last day is before the first.")
        .Unless(Ip is null || IPAddress.TryParse(Ip, out _), "ip", "Write an address as 203.0.113.7.");

    /// <summary>Newest first. Only for a filter that <see cref="Check"/> has found fine.</summary>
    public IQueryable<AuditEntry> In(IQueryable<AuditEntry> log)
    {
        var actor = Guid.TryParse(Actor, out var id) ? id : (Guid?)null;
        var name = Actor is null ? null : Like.Containing(Actor);
        var action = Action is null ? null : Like.Beginning(Action);
        var (type, ip, begin, end) = (ResourceType, Ip, Begin, End);
        return log
            .Where(e => actor == null || e.ActorId == actor)
            .Where(e => name == null || actor != null || EF.Functions.ILike(e.ActorName, name))
            .Where(e => action == null || EF.Functions.ILike(e.Action, action))
            .Where(e => type == null || e.ResourceType == type)
            .Where(e => ip == null || e.Ip == ip)
            .Where(e => begin == null || e.At >= begin)
            .Where(e => end == null || e.At < end)
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id);
    }

    /// <summary>As it stands in an address, without "?"; empty where nothing is asked for.</summary>
    public string ToQuery() => string.Join('&', new[] { ("actor", Actor), ("action", Action), ("resource_type", ResourceType), ("from", From), ("to", To), ("ip", Ip) }
        .Where(p => p.Item2 is not null).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}"));

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) ? null : Platform.Text.CleanText.Optional(text, 100);

    private static DateTimeOffset? Instant(string? text, bool endOfDay) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day < DateOnly.MaxValue ? new DateTimeOffset(day.AddDays(endOfDay ? 1 : 0), TimeOnly.MinValue, TimeSpan.Zero) : null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant : null;
}
