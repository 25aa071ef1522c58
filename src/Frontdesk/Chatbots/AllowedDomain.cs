using System.Globalization;
using System.Text.RegularExpressions;

namespace Frontdesk.Chatbots;

/// <summary>Whether a website may use a chatbot. Exact host names and "*." for any subdomain, in the letters DNS knows.</summary>
public static partial class AllowedDomain
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static bool IsValid(string pattern) => pattern.Length <= 255 && Pattern().IsMatch(pattern);

    /// <summary>
    /// What somebody typed or copied from the browser's address bar, as it is compared: "https://Müller.example/shop" is
    /// "xn--mller-kva.example". What cannot be read stays as it is and is refused by <see cref="IsValid"/>.
    /// </summary>
    public static string Clean(string typed)
    {
        var text = typed.Trim();
        if (text.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            text = text[(scheme + 3)..].Split('/', '?', '#')[0];
        }

        var wildcard = text.StartsWith("*.", StringComparison.Ordinal) ? "*." : "";
        try
        {
            return wildcard + Idn.GetAscii(text[wildcard.Length..].TrimEnd('.').ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return text;
        }
    }

    /// <param name="host">As <see cref="HostOf"/> gives it.</param>
    public static bool Matches(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.Length > pattern.Length - 1 && host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The host of an Origin header, without port. Null for whatever is no plain web origin: "null" (a sandboxed frame, a
    /// file), other schemes, and anything that carries more than scheme, host and port.
    /// </summary>
    public static string? HostOf(string origin) =>
        Origin().Match(origin) is { Success: true } parts && Uri.CheckHostName(parts.Groups["host"].Value.Trim('[', ']')) != UriHostNameType.Unknown
            ? parts.Groups["host"].Value.TrimEnd('.').ToLowerInvariant()
            : null;

    [GeneratedRegex(@"\A(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\Ahttps?://(?<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Origin();
}
