using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Frontdesk.SignIn;

/// <summary>
/// Whether a password is somebody's. It always costs exactly one hash, also where there is nobody or no password, so that
/// the time an answer takes tells nobody which accounts exist.
/// </summary>
public sealed class PasswordCheck(IPasswordHasher<User> hasher)
{
    private const int LongestPassword = 200;
    private static readonly User Nobody = User.Register("nobody@invalid", "nobody", null, DateTimeOffset.UnixEpoch);
    private readonly string _nobodysHash = hasher.HashPassword(Nobody, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    public bool Fits(User? user, string password)
    {
        var hash = user?.PasswordHash;
        var verdict = hasher.VerifyHashedPassword(user ?? Nobody, hash ?? _nobodysHash, password.Length <= LongestPassword ? password : "");
        return hash is not null && password.Length is > 0 and <= LongestPassword && verdict != PasswordVerificationResult.Failed;
    }
}
