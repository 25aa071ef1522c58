using System.Globalization;
using Frontdesk.Knowledge.Reading;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Which documents and texts are asked for.</summary>
/// <param name="Type">pdf, docx, doc, txt, md, html, csv, image, or text for what was written here.</param>
/// <param name="Search">In title, file name and category.</param>
/// <param name="Cursor">What the page before named as the next; another text begins at the newest.</param>
public sealed record SourceFilter(Guid ChatbotId, string? Status, string? Type, string? Search, int Limit, string? Cursor)
{
    public const int Usual = 50;
    public const int Most = 200;
    public static readonly string[] Statuses = ["pending", "processing", "completed", "failed"];
    public static readonly string[] Types = ["pdf", "docx", "doc", "txt", "md", "html", "csv", "image", "text"];

    public Errors Check() => new Errors()
        .Unless(Status is null or "" || Statuses.Contains(Status), "status", $"A status is one of {string.Join(", ", Statuses)}.")
        .Unless(Type is null or "" || Types.Contains(Type), "type", $"A type is one of {string.Join(", ", Types)}.")
        .Unless((Search ?? "").Length <= 200, "q", "Search for at most 200 characters.")
        .Unless(Limit is >= 1 and <= Most, "limit", $"A page has 1 to {Most} documents.");

    public IQueryable<Source> In(IQueryable<Source> sources)
    {
        var found = sources.Where(s => s.ChatbotId == ChatbotId && (s.Kind == SourceKind.Document || s.Kind == SourceKind.Text));
        if (Statuses.Contains(Status))
        {
            var status = SnakeCase.Parse<SourceStatus>(Status!);
            found = found.Where(s => s.Status == status);
        }

        found = Type switch
        {
            null or "" => found,
            "text" => found.Where(s => s.Kind == SourceKind.Text),
            "image" => found.Where(s => s.MediaType!.StartsWith("image/")),
            _ => OfType(found, FileType.All.FirstOrDefault(type => type.Extensions.Contains("." + Type))?.MediaType),
        };
        return string.IsNullOrWhiteSpace(Search) ? found : Searched(found, Like.Containing(CleanText.Of(Search.Trim())));
    }

    private static IQueryable<Source> OfType(IQueryable<Source> sources, string? mediaType) => sources.Where(s => s.MediaType == mediaType);

    private static IQueryable<Source> Searched(IQueryable<Source> sources, string pattern) =>
        sources.Where(s => EF.Functions.ILike(s.Title, pattern, Like.Escape) || EF.Functions.ILike(s.FileName ?? "", pattern, Like.Escape) || EF.Functions.ILike(s.Category ?? "", pattern, Like.Escape));
}

/// <summary>A page of documents and texts, newest first, and where the next one begins.</summary>
public sealed record SourceList(IReadOnlyList<Source> Sources, string? Next)
{
    public static async Task<SourceList> Read(SourceFilter filter, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var sources = filter.In(db.Sources.AsNoTracking().VisibleTo(agent));
        if (Parse(filter.Cursor) is var (at, id))
        {
            sources = sources.Where(s => EF.Functions.LessThan(ValueTuple.Create(s.CreatedAt, s.Id), ValueTuple.Create(at, id)));
        }

        var found = await sources.OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id).Take(filter.Limit + 1).ToListAsync(ct);
        return found.Count > filter.Limit ? new SourceList(found[..filter.Limit], Cursor(found[filter.Limit - 1])) : new SourceList(found, null);
    }

    private static string Cursor(Source last) => $"{last.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture)}.{last.Id:N}";

    private static (DateTimeOffset At, Guid Id)? Parse(string? cursor) =>
        cursor?.Split('.') is [var ticks, var text] && Guid.TryParseExact(text, "N", out var id)
        && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at <= DateTimeOffset.MaxValue.UtcTicks
            ? (new DateTimeOffset(at, TimeSpan.Zero), id)
            : null;
}
