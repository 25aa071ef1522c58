using System.Security.Cryptography;
using Frontdesk.Platform.Database;

namespace Frontdesk.SignIn.Providers;

/// <summary>
/// Somebody whom a workspace's provider sent and who is linked to no account yet. The provider may say any address, so the
/// link is made only when the mailbox has confirmed it.
/// </summary>
public sealed class SsoArrival : ITenantOwned
{
    private static readonly TimeSpan Validity = TimeSpan.FromHours(24);
    private static readonly TimeSpan BetweenMails = TimeSpan.FromMinutes(1);

    private SsoArrival()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ConnectionId { get; private set; }
    public string Subject { get; private set; } = "";
    public string Email { get; private set; } = "";
    public string Name { get; private set; } = "";
    public byte[]? TokenHash { get; private set; }
    public DateTimeOffset AskedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? ConfirmedAt { get; private set; }

    public static SsoArrival Of(OwnConnection connection, ProviderIdentity identity, DateTimeOffset now)
    {
        var arrival = new SsoArrival { Id = Guid.CreateVersion7(now), WorkspaceId = connection.WorkspaceId, ConnectionId = connection.Id, Subject = identity.Subject };
        arrival.Again(identity, now);
        return arrival;
    }

    /// <summary>Whether another mail may go out: not twice a minute to the same address.</summary>
    public bool MayAskAgain(ProviderIdentity identity, DateTimeOffset now) => identity.Email != Email || now - AskedAt >= BetweenMails;

    /// <summary>Earlier mails no longer count.</summary>
    public void Again(ProviderIdentity identity, DateTimeOffset now)
    {
        (Email, Name) = (identity.Email!, identity.NameOrAddress);
        (TokenHash, AskedAt, ExpiresAt, ConfirmedAt) = (null, now, now + Validity, null);
    }

    /// <summary>The token for the mail; only its hash stays.</summary>
    public string IssueToken()
    {
        var token = "fda_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        TokenHash = Session.Hash(token);
        return token;
    }

    public void Confirm(DateTimeOffset now) => (ConfirmedAt, TokenHash) = (now, null);
}
