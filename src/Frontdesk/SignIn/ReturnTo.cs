using System.Buffers;

namespace Frontdesk.SignIn;

/// <summary>Where somebody goes after signing in: a path of this installation, never another website.</summary>
public static class ReturnTo
{
    private const string Home = "/inbox";
    private const int Longest = 2000;
    private static readonly Uri Here = new("http://frontdesk.invalid");

    // What an address may hold by RFC 3986 apart from "#". No backslash, which browsers read as a slash, nothing that is
    // dropped on the way (tabs, line ends), and no letter beyond ASCII, some of which become slashes.
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%[]");

    public static string Local(string? address) => IsLocal(address) ? address! : Home;

    private static bool IsLocal(string? address) =>
        address is ['/', ..] and { Length: <= Longest }
        && !address.AsSpan().ContainsAnyExcept(Allowed)
        && IsPlain(address.Split('?', 2)[0])
        && Uri.TryCreate(Here, address, out var reached) && reached.Authority == Here.Authority && reached.UserInfo.Length == 0;

    /// <summary>No empty step and no hidden slash: proxies may decode one before the browser sees it.</summary>
    private static bool IsPlain(string path) =>
        !path.Contains("//", StringComparison.Ordinal)
        && !path.Contains("%2f", StringComparison.OrdinalIgnoreCase)
        && !path.Contains("%5c", StringComparison.OrdinalIgnoreCase)
        && !path.Contains("%0", StringComparison.OrdinalIgnoreCase)
        && !path.Contains("%25", StringComparison.OrdinalIgnoreCase);
}
