using Frontdesk.Platform.Database;
using Frontdesk.Team;

namespace Frontdesk.SignIn.Providers;

/// <summary>An OpenID Connect provider that a workspace has set up for its own people.</summary>
public sealed class SsoConnection : ITenantOwned
{
    private SsoConnection()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public string Name { get; private set; } = "";
    public string Issuer { get; private set; } = "";
    public string ClientId { get; private set; } = "";
    public string ClientSecretEncrypted { get; private set; } = "";

    /// <summary>The domains whose people it may sign in, in small letters.</summary>
    public string[] EmailDomains { get; private set; } = [];

    /// <summary>Whether somebody it sends who is no member yet becomes one.</summary>
    public bool CreateMembers { get; private set; }

    public Role DefaultRole { get; private set; } = Role.Agent;
    public bool Enabled { get; private set; } = true;

    /// <summary>Why the last sign-in or test failed, in words for whoever set it up; null when it worked.</summary>
    public string? LastError { get; private set; }

    public DateTimeOffset? LastErrorAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>What sessions and logins that come from it are marked with.</summary>
    public string Method => MethodOf(Id);

    public static string MethodOf(Guid connectionId) => $"{SignInMethods.Sso}:{connectionId}";

    public static SsoConnection SetUp(Guid workspaceId, SsoSettings settings, DateTimeOffset now)
    {
        var connection = new SsoConnection { Id = Guid.CreateVersion7(now), WorkspaceId = workspaceId, CreatedAt = now };
        connection.Change(settings, now);
        return connection;
    }

    public void Change(SsoSettings settings, DateTimeOffset now)
    {
        if (settings.Issuer != Issuer || settings.ClientId != ClientId)
        {
            Works(); // what was wrong with the last provider says nothing of this one
        }

        (Name, Issuer, ClientId) = (settings.Name, settings.Issuer, settings.ClientId);
        (EmailDomains, CreateMembers, DefaultRole, Enabled) = ([.. settings.EmailDomains], settings.CreateMembers, settings.DefaultRole, settings.Enabled);
        UpdatedAt = now;
    }

    public void KeepSecret(string encrypted) => ClientSecretEncrypted = encrypted;

    public void Works() => (LastError, LastErrorAt) = (null, null);

    public void Failed(string why, DateTimeOffset now) => (LastError, LastErrorAt) = (why, now);

    public SsoSettings Settings => new(Name, Issuer, ClientId, EmailDomains, CreateMembers, DefaultRole, Enabled);
}

/// <summary>What an owner decides about a connection; the secret goes its own way.</summary>
public sealed record SsoSettings(
    string Name, string Issuer, string ClientId, IReadOnlyList<string> EmailDomains, bool CreateMembers, Role DefaultRole, bool Enabled);
