using System.Text;
using Frontdesk.Knowledge.Reading;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge;

/// <summary>A file as it was kept.</summary>
/// <param name="Name">As its owner calls it; never a path.</param>
public sealed record StoredFile(string Id, string Name, string MediaType, long Bytes);

/// <summary>A source as a document or written text: what is known of it besides its text, and how its reading goes.</summary>
public sealed partial class Source
{
    /// <summary>Why it failed, in words for the owner.</summary>
    public string? Failure { get; private set; }
    /// <summary>The same for programs.</summary>
    public string? FailureCode { get; private set; }
    /// <summary>What its owner should know about how it was read.</summary>
    public string? Note { get; private set; }
    /// <summary>While it is read.</summary>
    public ReadingStep? Step { get; private set; }
    public int Progress { get; private set; }
    public DateTimeOffset? ReadingBeganAt { get; private set; }
    public double? ReadingSeconds { get; private set; }
    public int Characters { get; private set; }
    public int Tokens { get; private set; }
    /// <summary>As its owner says; where nobody says, see <see cref="GuessedLanguage"/>.</summary>
    public string? Language { get; private set; }
    public string? GuessedLanguage { get; private set; }
    public string? Author { get; private set; }
    public string? Version { get; private set; }
    /// <summary>The user who asked for its last reading.</summary>
    public Guid? AddedBy { get; private set; }

    public static Source Document(Guid workspaceId, Guid chatbotId, string title, StoredFile file, DateTimeOffset now) =>
        New(workspaceId, chatbotId, SourceKind.Document, title, SourceStatus.Pending, now).With(s => s.Take(file));

    public static Source Text(Guid workspaceId, Guid chatbotId, string title, string body, DateTimeOffset now) =>
        New(workspaceId, chatbotId, SourceKind.Text, title, SourceStatus.Pending, now).With(s => s.Write(body, now));

    public void Write(string body, DateTimeOffset now)
    {
        (Body, SizeBytes) = (body, Encoding.UTF8.GetByteCount(body));
        ReadAgain(now);
    }

    /// <summary>Another file in its place; the passages of the old one answer until it was read.</summary>
    public void Replace(StoredFile file, DateTimeOffset now)
    {
        Take(file);
        ReadAgain(now);
    }

    /// <summary>It waits to be read.</summary>
    public void ReadAgain(DateTimeOffset now) =>
        (Status, Step, Progress, Failure, FailureCode, UpdatedAt) = (SourceStatus.Pending, null, 0, null, null, now);

    public void AskedBy(Guid userId) => AddedBy = userId;

    public void Describe(SourceMetadata said, DateTimeOffset now)
    {
        Title = said.Title?.Trim() ?? Title;
        Category = Said(said.Category, Category);
        Language = Said(said.Language, Language);
        Version = Said(said.Version, Version);
        Author = Said(said.Author, Author);
        UpdatedAt = now;
    }

    public void BeginProcessing(DateTimeOffset now)
    {
        (Status, Step, Progress, Failure, FailureCode) = (SourceStatus.Processing, ReadingStep.ExtractingText, 0, null, null);
        (ReadingBeganAt, UpdatedAt) = (now, now);
    }

    public void Reach(ReadingProgress progress) => (Step, Progress) = (progress.Step, progress.Percent);

    /// <param name="text">What was read.</param>
    /// <param name="passages">How many came of it.</param>
    /// <param name="tokens">Of all passages together.</param>
    public void Complete(ExtractedText text, int passages, int tokens, DateTimeOffset now)
    {
        (Status, Step, Progress, Failure, FailureCode, Note) = (SourceStatus.Completed, null, 100, null, null, text.Note);
        (PassageCount, Pages, Characters, Tokens) = (passages, text.Pages, text.Text.Length, tokens);
        GuessedLanguage = text.Language ?? LanguageGuess.Of(text.Text);
        Author ??= CleanText.Optional(text.Author, 200);
        // A name that nobody gave gives way to the one in the document.
        Title = Title == Path.GetFileNameWithoutExtension(FileName) && OwnTitle.In(text.Title) is { } own ? own : Title;
        End(now);
    }

    /// <param name="code">For programs.</param>
    /// <param name="reason">In words: what is wrong and what to do next.</param>
    public void Fail(string code, string reason, DateTimeOffset now)
    {
        (Status, Step, Failure, FailureCode, Note) = (SourceStatus.Failed, null, reason, code, null);
        End(now);
    }

    private void End(DateTimeOffset now) => (ReadingSeconds, UpdatedAt) = ((now - (ReadingBeganAt ?? now)).TotalSeconds, now);

    private void Take(StoredFile file) => (FileName, MediaType, SizeBytes, FileId) = (file.Name, file.MediaType, file.Bytes, file.Id);

    private static string? Said(string? said, string? known) => said is null ? known : said.Trim() is { Length: > 0 } text ? text : null;
}
