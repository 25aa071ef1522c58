using Frontdesk.Platform.Database;

namespace Frontdesk.Knowledge;

public enum SourceKind
{
    Document,
    Text,
    Faq,
    /// <summary>A page of a website.</summary>
    Page,
}

public enum SourceStatus
{
    Pending,
    Processing,
    Completed,
    Failed,
    /// <summary>FAQs: used in answers.</summary>
    Active,
    Inactive,
    Draft,
}

public enum SourcePriority
{
    High,
    Medium,
    Low,
}

/// <summary>Something the chatbot may answer from: a document, a written text, or a FAQ (title = question, body = answer).</summary>
public sealed partial class Source : ITenantOwned
{
    private Source()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ChatbotId { get; private set; }
    public SourceKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public SourceStatus Status { get; private set; }
    public string Body { get; private set; } = "";
    public string? Url { get; private set; }
    public string? FileName { get; private set; }
    public string? MediaType { get; private set; }
    public long SizeBytes { get; private set; }
    public string? FileId { get; private set; }
    public int? Pages { get; private set; }
    public int PassageCount { get; private set; }
    public string[] AlternativeQuestions { get; private set; } = [];
    public string? Category { get; private set; }
    public string[] Tags { get; private set; } = [];
    public SourcePriority Priority { get; private set; } = SourcePriority.Medium;
    public long UsedCount { get; private set; }
    public DateTimeOffset? LastUsedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }
    /// <summary>Counts the changes of what it says; the database does that.</summary>
    public long Stamp { get; private set; }
    /// <summary>How many of its texts had their vectors when it was embedded last.</summary>
    public int EmbeddingsGenerated { get; private set; }
    public Guid? EmbeddedBy { get; private set; }
    public long? EmbeddedStamp { get; private set; }

    private static Source New(Guid workspaceId, Guid chatbotId, SourceKind kind, string title, SourceStatus status, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = workspaceId,
        ChatbotId = chatbotId,
        Kind = kind,
        Title = title,
        Status = status,
        CreatedAt = now,
        UpdatedAt = now,
    };

    private Source With(Action<Source> change)
    {
        change(this);
        return this;
    }
}

/// <summary>A piece of a document or text, as it is indexed and quoted.</summary>
public sealed class StoredPassage : ITenantOwned
{
    private StoredPassage()
    {
    }

    public StoredPassage(Source source, int ordinal, string heading, int? page, string content, int tokens)
    {
        (Id, WorkspaceId, ChatbotId, SourceId) = (Guid.CreateVersion7(), source.WorkspaceId, source.ChatbotId, source.Id);
        (Ordinal, Heading, Page, Content, Tokens) = (ordinal, heading, page, content, tokens);
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ChatbotId { get; private set; }
    public Guid SourceId { get; private set; }
    public int Ordinal { get; private set; }
    public string Heading { get; private set; } = "";
    public int? Page { get; private set; }
    public string Content { get; private set; } = "";
    public int Tokens { get; private set; }
}
