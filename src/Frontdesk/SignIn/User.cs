namespace Frontdesk.SignIn;

/// <summary>A person who can sign in. Workspaces know them as members.</summary>
public sealed class User
{
    private const int FailuresBeforeLock = 5;
    private static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    private User()
    {
    }

    public Guid Id { get; private set; }
    public string Email { get; private set; } = "";
    public string NormalizedEmail { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? Title { get; private set; }
    public string PasswordHash { get; private set; } = "";
    public int FailedSignIns { get; private set; }
    public DateTimeOffset? LockedUntil { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? LastSignInAt { get; private set; }

    public static User Register(string email, string name, string? title, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Email = email,
        NormalizedEmail = Normalize(email),
        Name = name,
        Title = title,
        CreatedAt = now,
    };

    public static string Normalize(string email) => email.Trim().ToUpperInvariant();

    public void UsePassword(string hash) => PasswordHash = hash;

    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    public void SignInFailed(DateTimeOffset now)
    {
        if (++FailedSignIns >= FailuresBeforeLock)
        {
            (FailedSignIns, LockedUntil) = (0, now + LockTime);
        }
    }

    public void SignedIn(DateTimeOffset now) => (FailedSignIns, LockedUntil, LastSignInAt) = (0, null, now);
}
