using System.Security.Cryptography;
using System.Text;
using Frontdesk.Platform.Http;

namespace Frontdesk.SignIn;

/// <summary>One signed-in place: the row behind a cookie, its access and refresh tokens, and its sockets.</summary>
public sealed class Session
{
    public static readonly TimeSpan Length = TimeSpan.FromDays(30);

    private Session()
    {
    }

    public Guid Id { get; private set; }
    public Guid UserId { get; private set; }
    public Guid WorkspaceId { get; private set; }

    /// <summary>"password", "google", "microsoft" or "sso:" and the connection's id.</summary>
    public string SignedInWith { get; private set; } = SignInMethods.Password;

    public DateTimeOffset? SecondFactorAt { get; private set; }
    public byte[]? RefreshHash { get; private set; }
    public byte[][] UsedRefreshHashes { get; private set; } = [];
    public string? Ip { get; private set; }
    public string? UserAgent { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset LastSeenAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    public string? EndedBecause { get; private set; }

    public static Session Start(Guid userId, Guid workspaceId, SignInProof proof, RequestOrigin from, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserId = userId,
        WorkspaceId = workspaceId,
        SignedInWith = proof.Method,
        SecondFactorAt = proof.SecondFactorAt,
        Ip = from.Ip,
        UserAgent = from.UserAgent,
        CreatedAt = now,
        LastSeenAt = now,
        ExpiresAt = now + Length,
    };

    /// <summary>A new refresh token in place of the last. Using the last one again ends the session: somebody has copied it.</summary>
    public string RotateRefreshToken(DateTimeOffset now)
    {
        if (RefreshHash is { } used)
        {
            UsedRefreshHashes = [.. UsedRefreshHashes.TakeLast(50), used];
        }

        var token = "fr_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        (RefreshHash, LastSeenAt, ExpiresAt) = (Hash(token), now, now + Length);
        return token;
    }

    public void Enter(Guid workspaceId, DateTimeOffset now) => (WorkspaceId, LastSeenAt) = (workspaceId, now);

    public void End(string because, DateTimeOffset now) => (EndedAt, EndedBecause) = (EndedAt ?? now, EndedBecause ?? because);

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
