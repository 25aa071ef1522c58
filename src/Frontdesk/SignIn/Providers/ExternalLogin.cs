namespace Frontdesk.SignIn.Providers;

/// <summary>An account at another provider that signs a user in. Found by provider and subject, never by its address.</summary>
public sealed class ExternalLogin
{
    private ExternalLogin()
    {
    }

    public Guid Id { get; private set; }
    public Guid UserId { get; private set; }

    /// <summary>"google", "microsoft", or "sso:" and the connection's id.</summary>
    public string Provider { get; private set; } = "";

    /// <summary>What the provider calls the person; it never changes there.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The address the provider last said, for people to recognise the account by.</summary>
    public string Email { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset LastUsedAt { get; private set; }

    public static ExternalLogin Link(Guid userId, string provider, string subject, string? email, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserId = userId,
        Provider = provider,
        Subject = subject,
        Email = email ?? "",
        CreatedAt = now,
        LastUsedAt = now,
    };

    public void Used(string? email, DateTimeOffset now) => (Email, LastUsedAt) = (email ?? Email, now);
}
