using System.Security.Cryptography;
using System.Text.Json;
using Frontdesk.Platform.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Frontdesk.SignIn;

/// <summary>Somebody has shown one proof and owes the second.</summary>
/// <param name="Stamp">Of the account as it was: another password or second factor makes the step worthless.</param>
public sealed record PendingSignIn(Guid UserId, string Method, string Stamp, string ReturnTo);

/// <summary>Carries a sign-in from its first step to its second, sealed and for five minutes.</summary>
public sealed class SecondStep(IDataProtectionProvider protection)
{
    public const string Path = "/sign-in/second-step";
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(5);
    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("sign-in.second-step").ToTimeLimitedDataProtector();

    public void Begin(User user, SignInProof proof, string? returnTo, HttpContext http) => http.SetSecondStepCookie(
        _seal.Protect(JsonSerializer.Serialize(new PendingSignIn(user.Id, proof.Method, user.ProofStamp(), ReturnTo.Local(returnTo)), Json.Options), Length), Length);

    public PendingSignIn? Of(HttpContext http)
    {
        try
        {
            return http.Request.SecondStepCookie() is { Length: < 4000 } value ? JsonSerializer.Deserialize<PendingSignIn>(_seal.Unprotect(value), Json.Options) : null;
        }
        catch (CryptographicException)
        {
            return null; // forged or too late
        }
    }
}
