using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Frontdesk.SignIn;

/// <summary>
/// Seals the secrets of second factors with the server's keys. One that is being set up opens only in the session that began
/// it and for 15 minutes: somebody else's stolen session sees nothing of it.
/// </summary>
public sealed class TotpSecrets(IDataProtectionProvider protection)
{
    private static readonly TimeSpan SetUpTime = TimeSpan.FromMinutes(15);
    private readonly IDataProtector _lasting = protection.CreateProtector("second-factor");

    public string Seal(byte[] secret) => Convert.ToBase64String(_lasting.Protect(secret));

    public byte[]? Open(string? stored) => Try(stored, _lasting.Unprotect);

    public string SealForSetUp(byte[] secret, Guid sessionId) => Convert.ToBase64String(Passing(sessionId).Protect(secret, SetUpTime));

    public byte[]? OpenForSetUp(string? stored, Guid sessionId) => Try(stored, Passing(sessionId).Unprotect);

    private ITimeLimitedDataProtector Passing(Guid sessionId) => protection.CreateProtector("second-factor.set-up", sessionId.ToString("N")).ToTimeLimitedDataProtector();

    private static byte[]? Try(string? stored, Func<byte[], byte[]> unseal)
    {
        try
        {
            return stored is null ? null : unseal(Convert.FromBase64String(stored));
        }
        catch (CryptographicException)
        {
            return null; // too late, of another session, or from before the keys were lost
        }
    }
}
