using System.Security.Cryptography;
using System.Text;

namespace Frontdesk.SignIn;

public enum UserStatus
{
    Active,
    Inactive,
    Suspended,
}

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
    public string FirstName { get; private set; } = "";
    public string LastName { get; private set; } = "";

    /// <summary>First and last name; the database puts them together the same way.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What visitors see under the name: "Repairs and sizing".</summary>
    public string? Title { get; private set; }

    public UserStatus Status { get; private set; }
    public string? Phone { get; private set; }

    /// <summary>An IANA zone.</summary>
    public string Timezone { get; private set; } = "UTC";

    public string Language { get; private set; } = "en";
    public string? AvatarFile { get; private set; }

    /// <summary>Null for somebody who only ever signs in elsewhere.</summary>
    public string? PasswordHash { get; private set; }

    public DateTimeOffset? PasswordChangedAt { get; private set; }
    public DateTimeOffset? EmailVerifiedAt { get; private set; }
    public bool IsSuperAdmin { get; private set; }
    public string? TotpSecretEncrypted { get; private set; }
    public DateTimeOffset? TotpEnabledAt { get; private set; }
    public long TotpLastStep { get; private set; }
    public byte[][] RecoveryCodeHashes { get; private set; } = [];
    public int FailedSignIns { get; private set; }
    public DateTimeOffset? LockedUntil { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? LastSignInAt { get; private set; }

    public bool HasSecondFactor => TotpEnabledAt is not null;

    public bool IsVerified => EmailVerifiedAt is not null;

    public static User Register(string email, string name, string? title, DateTimeOffset now)
    {
        var user = new User { Id = Guid.CreateVersion7(now), Title = title, CreatedAt = now };
        user.UseEmail(email);
        user.Rename(name);
        return user;
    }

    public static string Normalize(string email) => email.Trim().ToUpperInvariant();

    /// <summary>The first word is the first name.</summary>
    public void Rename(string name)
    {
        var words = name.Trim().Split(' ', 2, StringSplitOptions.TrimEntries);
        Rename(words[0], words.Length > 1 ? words[1] : "");
    }

    public void Rename(string firstName, string lastName) => (FirstName, LastName, Name) = (firstName, lastName, $"{firstName} {lastName}".Trim());

    public void UsePassword(string hash) => PasswordHash = hash;

    /// <summary>A password set before anybody proved the address may be a stranger's, who waits for the owner to come.</summary>
    public void ForgetUnprovedPassword()
    {
        if (!IsVerified)
        {
            (PasswordHash, PasswordChangedAt) = (null, null);
        }
    }

    /// <summary>The address was proved by a mail, by the first start, or by a provider that vouches for it.</summary>
    public void Verify(DateTimeOffset now) => EmailVerifiedAt ??= now;

    public void RunInstallation() => IsSuperAdmin = true;

    /// <summary>Keeps a secret that counts for nothing until a code of it was shown.</summary>
    public void PrepareSecondFactor(string encryptedSecret) => TotpSecretEncrypted = encryptedSecret;

    /// <param name="step">The step of the code that confirmed it; it is used up.</param>
    public void UseSecondFactor(string encryptedSecret, long step, byte[][] recoveryCodeHashes, DateTimeOffset now) =>
        (TotpSecretEncrypted, TotpLastStep, RecoveryCodeHashes, TotpEnabledAt) = (encryptedSecret, step, recoveryCodeHashes, now);

    public void UseRecoveryCodes(byte[][] hashes) => RecoveryCodeHashes = hashes;

    public void DropSecondFactor() => (TotpSecretEncrypted, RecoveryCodeHashes, TotpEnabledAt) = (null, [], null);

    /// <summary>Changes with the password and the second factor: what was begun with the old ones ends there.</summary>
    public string ProofStamp() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{PasswordHash}\n{(HasSecondFactor ? TotpSecretEncrypted : null)}")));

    public void LeaveInstallation() => IsSuperAdmin = false;

    public void Suspend() => Status = UserStatus.Suspended;

    public void Reactivate() => Status = UserStatus.Active;

    public void Unlock() => (FailedSignIns, LockedUntil) = (0, null);

    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    public void SignInFailed(DateTimeOffset now)
    {
        if (++FailedSignIns >= FailuresBeforeLock)
        {
            (FailedSignIns, LockedUntil) = (0, now + LockTime);
        }
    }

    public void SignedIn(DateTimeOffset now) => (FailedSignIns, LockedUntil, LastSignInAt) = (0, null, now);

    /// <summary>Chosen by the owner of the account. The count of failures starts again.</summary>
    public void ChangePassword(string hash, DateTimeOffset now) =>
        (PasswordHash, PasswordChangedAt, FailedSignIns, LockedUntil) = (hash, now, 0, null);

    /// <summary>A mail to the new address has been answered.</summary>
    public void ChangeEmail(string email, DateTimeOffset now)
    {
        UseEmail(email);
        EmailVerifiedAt = now;
    }

    public void UseAvatar(string? file) => AvatarFile = file;

    public void Describe(string? title, string? phone, string timezone, string language) => (Title, Phone, Timezone, Language) = (title, phone, timezone, language);

    private void UseEmail(string email) => (Email, NormalizedEmail) = (email.Trim(), Normalize(email));
}
