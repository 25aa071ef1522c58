using Frontdesk.Platform.Database;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>
/// The model by which a chatbot's knowledge is embedded, and how far that is. When the owner chooses another one, the older keeps
/// answering until the newer has been through everything.
/// </summary>
public sealed class EmbeddingModel : ITenantOwned
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private EmbeddingModel()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ChatbotId { get; private set; }
    /// <summary>Empty for the vendor's own.</summary>
    public string BaseUrl { get; private set; } = "";
    public string Model { get; private set; } = "";
    public int? AskedDimensions { get; private set; }
    /// <summary>As they came; null before the first.</summary>
    public int? Dimensions { get; private set; }
    public string? KeyEncrypted { get; private set; }
    public string? KeyHint { get; private set; }
    /// <summary>What the provider last refused, in words for the owner.</summary>
    public string? Error { get; private set; }
    public DateTimeOffset? ErrorAt { get; private set; }
    /// <summary>Since it last worked.</summary>
    public int Failures { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    /// <summary>When it had been through all of the knowledge for the first time.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    public static EmbeddingModel Choose(Guid workspaceId, Guid chatbotId, EmbeddingChoice choice, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = workspaceId,
        ChatbotId = chatbotId,
        BaseUrl = choice.BaseUrl,
        Model = choice.Model,
        AskedDimensions = choice.Dimensions,
        CreatedAt = now,
    };

    /// <summary>Whether the choice makes the same vectors.</summary>
    public bool Is(EmbeddingChoice choice) => BaseUrl == choice.BaseUrl && Model == choice.Model && AskedDimensions == choice.Dimensions;

    public void UseKey(string? encrypted, string? hint) => (KeyEncrypted, KeyHint) = (encrypted, hint);

    /// <summary>The owner has looked at it again: what went wrong before is forgotten.</summary>
    public void TryAgain() => (Error, ErrorAt, Failures) = (null, null, 0);

    public void Works(int dimensions) => (Dimensions, Error, ErrorAt, Failures) = (dimensions, null, null, 0);

    /// <summary>How long to leave the provider alone.</summary>
    public TimeSpan Fail(string reason, bool mayRetry, TimeSpan? retryAfter, DateTimeOffset now)
    {
        (Error, ErrorAt) = (reason, now);
        var pause = mayRetry ? retryAfter ?? FirstPause * Math.Pow(2, Math.Min(Failures, 10)) : LongestPause;
        Failures++;
        return pause < LongestPause ? pause : LongestPause;
    }

    public void Complete(DateTimeOffset now) => CompletedAt = now;
}

/// <summary>What an owner chooses.</summary>
public sealed record EmbeddingChoice(string BaseUrl, string Model, int? Dimensions);

/// <summary>What a text means, by one model.</summary>
public sealed class PassageVector : ITenantOwned
{
    private PassageVector()
    {
    }

    public Guid SourceId { get; private set; }
    public Guid ModelId { get; private set; }
    public byte[] TextHash { get; private set; } = [];
    public Guid WorkspaceId { get; private set; }
    public byte[] Vector { get; private set; } = [];
}
