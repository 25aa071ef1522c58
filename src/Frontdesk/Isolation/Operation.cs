using System.Text.RegularExpressions;

namespace Frontdesk.Isolation;

/// <summary>One thing that can be asked of the server, and who may ask it.</summary>
/// <param name="Method">GET, POST, …</param>
/// <param name="Path">"/api/v1/conversations/{id}/messages": names of objects in braces, without their constraints.</param>
/// <param name="Rule">The name of its access rule.</param>
/// <param name="OnPage">Whether it is one of the dashboard's pages, which take forms and a cookie.</param>
public sealed partial record Operation(string Method, string Path, string Rule, bool OnPage)
{
    public bool Changes => Method is not ("GET" or "HEAD");

    /// <summary>What stands in braces, in order.</summary>
    public IReadOnlyList<string> Places => [.. InBraces().Matches(Path).Select(m => m.Groups[1].Value)];

    /// <summary>The names of a body's fields, with the JSON type each has.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it may end the session it comes with, so that what follows would be nobody's.</summary>
    public bool EndsItsSession => Path is "/api/v1/auth/logout" or "/api/v1/auth/logout-everywhere" or "/api/v1/workspace/delete" or "/sign-out";

    /// <summary>Whether its body is a form, which may carry a file.</summary>
    public bool TakesForm { get; init; } = OnPage;

    /// <summary>The names of query parameters.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    public override string ToString() => $"{Method} {Path}";

    /// <summary>"{id:guid}" and "{*path}" lose what is only for the router.</summary>
    public static string Plain(string pattern) => "/" + Constraints().Replace(pattern, "{$1}").TrimStart('/');

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex InBraces();

    [GeneratedRegex(@"\{\**(\w+)[^}]*\}")]
    private static partial Regex Constraints();
}
