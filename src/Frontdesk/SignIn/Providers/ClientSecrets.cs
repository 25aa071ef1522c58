using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Frontdesk.SignIn.Providers;

/// <summary>The secrets of connections: encrypted in the database, opened only to ask the provider, never shown again.</summary>
public sealed class ClientSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("sso.client-secret");

    public string Seal(string secret) => _protector.Protect(secret);

    /// <summary>Empty where the server's keys were lost; the provider's refusal then tells the owner.</summary>
    public string Open(string encrypted)
    {
        try
        {
            return _protector.Unprotect(encrypted);
        }
        catch (CryptographicException)
        {
            return "";
        }
    }
}
