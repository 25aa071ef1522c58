using System.Security.Cryptography;
using System.Text;

namespace Frontdesk.Team.Invitations;

/// <summary>32 random bytes that only the letter knows.</summary>
public static class InvitationToken
{
    private const string Prefix = "fdi_";

    public static string New() => Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Null for what cannot be a token.</summary>
    public static byte[]? Hash(string? token) =>
        token is { Length: 68 } && token.StartsWith(Prefix, StringComparison.Ordinal) ? SHA256.HashData(Encoding.UTF8.GetBytes(token)) : null;
}
