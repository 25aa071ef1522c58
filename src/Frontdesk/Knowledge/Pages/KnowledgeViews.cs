using Frontdesk.Platform.Database;

namespace Frontdesk.Knowledge.Pages;

/// <summary>A chatbot to switch to.</summary>
public sealed record ChatbotChoice(string Id, string Name);

/// <summary>A source in the list.</summary>
/// <param name="Kind">pdf, docx, txt, html, csv, text, url …</param>
/// <param name="Status">pending, processing, completed or failed.</param>
/// <param name="Reason">Why it failed and what to do, in words.</param>
public sealed record SourceRow(string Id, string Title, string Kind, string Status, string? Reason, int Passages, long Bytes, DateTimeOffset UpdatedAt)
{
    /// <summary>extracting_text, cleaning, chunking or indexing, while it is read.</summary>
    public string? Step { get; init; }

    /// <summary>0 to 100.</summary>
    public int Progress { get; init; }
    public string? Note { get; init; }
    public string? FileName { get; init; }

    /// <summary>Where a page of a website stands.</summary>
    public string? Url { get; init; }

    public Guid? SiteId { get; init; }
    public int? Pages { get; init; }
    public int Characters { get; init; }
    public long Used { get; init; }
    public DateTimeOffset? LastUsedAt { get; init; }
    public string? Category { get; init; }
    public string? Language { get; init; }
    public string? Version { get; init; }
    public string? Author { get; init; }

    public bool IsDocument => FileName is not null;

    public bool IsWaiting => Status is "pending" or "processing";

    public static SourceRow Of(Source s) => new(
        s.Id.ToString(), s.Title, s.Kind == SourceKind.Text ? "text" : Path.GetExtension(s.FileName ?? "").TrimStart('.'), SnakeCase.Text(s.Status), s.Failure, s.PassageCount, s.SizeBytes, s.UpdatedAt)
    {
        Step = s.Step is { } step ? SnakeCase.Text(step) : null,
        Progress = s.Progress,
        Note = s.Note,
        FileName = s.FileName,
        Url = s.Url,
        SiteId = s.SiteId,
        Pages = s.Pages,
        Characters = s.Characters,
        Used = s.UsedCount,
        LastUsedAt = s.LastUsedAt,
        Category = s.Category,
        Language = s.Language ?? s.GuessedLanguage,
        Version = s.Version,
        Author = s.Author,
    };
}

/// <summary>A piece of a source, as it is found and quoted.</summary>
public sealed record SourcePassage(int Number, string? Heading, int? Page, int Tokens, string Text);

/// <summary>The form of a written text, and of what is said of a document.</summary>
public sealed record TextValues(string Title = "", string Content = "", string Category = "", string Language = "", string Version = "", string Author = "")
{
    public static TextValues Of(Source s) => new(s.Title, s.Kind == SourceKind.Text ? s.Body : "", s.Category ?? "", s.Language ?? "", s.Version ?? "", s.Author ?? "");
}
