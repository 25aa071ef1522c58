using System.Text.RegularExpressions;

namespace Frontdesk.Chatbots;

/// <summary>Whether a website may use a chatbot. Exact host names and "*." for any subdomain.</summary>
public static partial class AllowedDomain
{
    public static bool IsValid(string pattern) => pattern.Length <= 255 && Pattern().IsMatch(pattern);

    /// <param name="host">The origin's host, without port.</param>
    public static bool Matches(string pattern, string host) => pattern.StartsWith("*.", StringComparison.Ordinal)
        ? host.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(pattern, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
