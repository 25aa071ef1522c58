using System.Security.Cryptography;
using Frontdesk.Platform.Database;

namespace Frontdesk.Chatbots;

public enum ChatbotStatus
{
    Active,
    /// <summary>No launcher on the website; settings and knowledge stay.</summary>
    Inactive,
    Archived,
}

/// <summary>The unit that is put on a website: a name, a manner, knowledge, and how it answers.</summary>
public sealed class Chatbot : ITenantOwned
{
    private Chatbot()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    /// <summary>Names the chatbot in the website's snippet: an identifier, not a secret.</summary>
    public string PublicKey { get; private set; } = "";
    public string Name { get; private set; } = "";
    public ChatbotStatus Status { get; private set; }
    public int Version { get; private set; }
    public ChatbotSettings Settings { get; private set; } = new();
    public string? ProviderKeyEncrypted { get; private set; }
    public string? ProviderKeyHint { get; private set; }
    public string? ProviderError { get; private set; }
    public DateTimeOffset? ProviderErrorAt { get; private set; }
    public string? SeenOn { get; private set; }
    public DateTimeOffset? SeenAt { get; private set; }
    public long KnowledgeVersion { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    public static Chatbot Create(Guid workspaceId, string name, ChatbotSettings settings, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = workspaceId,
        PublicKey = "fd_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10)),
        Name = name,
        Status = ChatbotStatus.Active,
        Version = 1,
        Settings = settings,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>The demo's, whose key has to stay the same.</summary>
    public static Chatbot Demo(Guid workspaceId, string publicKey, string name, ChatbotSettings settings, DateTimeOffset now)
    {
        var chatbot = Create(workspaceId, name, settings, now);
        chatbot.PublicKey = publicKey;
        return chatbot;
    }

    public void Change(string name, ChatbotStatus status, ChatbotSettings settings, DateTimeOffset now)
    {
        (Name, Status, Settings, UpdatedAt) = (name, status, settings, now);
        Version++;
    }

    /// <summary>Keeps the key encrypted; the hint is its last four characters.</summary>
    public void UseProviderKey(string encrypted, string hint) =>
        (ProviderKeyEncrypted, ProviderKeyHint, ProviderError, ProviderErrorAt) = (encrypted, hint, null, null);

    public void ForgetProviderKey() => (ProviderKeyEncrypted, ProviderKeyHint) = (null, null);

    public void ProviderFailed(string message, DateTimeOffset now) => (ProviderError, ProviderErrorAt) = (message, now);

    public void ProviderWorks() => (ProviderError, ProviderErrorAt) = (null, null);

    /// <summary>The widget has loaded on a page: the owner's proof that the snippet is in place.</summary>
    public void Seen(string host, DateTimeOffset now) => (SeenOn, SeenAt) = (host, now);
}
