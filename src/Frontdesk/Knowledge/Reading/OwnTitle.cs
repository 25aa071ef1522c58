using System.Text.RegularExpressions;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge.Reading;

/// <summary>The title a document carries inside, where it is one: programs write names of files and of themselves there.</summary>
public static partial class OwnTitle
{
    public static string? In(string? title) =>
        CleanText.Optional(title, 200) is { Length: >= 4 } said && !Useless().IsMatch(said) ? said : null;

    [GeneratedRegex(@"^(microsoft (word|powerpoint)|untitled|unbenannt|document\d*$|dokument\d*$|slide \d|powerpoint)|\.[a-z]{2,4}$|[\\/]|^[\d\W_]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Useless();
}
