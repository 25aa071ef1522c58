namespace Frontdesk.Knowledge.Reading;

/// <summary>Where tags, comments and their parts end, by the tokenizer of the HTML standard. Every answer is at most the text's length.</summary>
internal static class TagReader
{
    /// <summary>The lowercase name that begins here.</summary>
    public static string Name(string html, int at)
    {
        var end = at;
        while (end < html.Length && !IsSpace(html[end]) && html[end] is not ('/' or '>'))
        {
            end++;
        }

        return html[at..end].ToLowerInvariant();
    }

    /// <summary>Behind the '>' that ends a tag, from behind its name; one inside quotes does not end it.</summary>
    public static int EndOfTag(string html, int at)
    {
        while (at < html.Length)
        {
            while (at < html.Length && (IsSpace(html[at]) || html[at] == '/'))
            {
                at++;
            }

            if (at >= html.Length || html[at] == '>')
            {
                return Math.Min(at + 1, html.Length);
            }

            at++; // an attribute's name may begin with anything, even '='
            while (at < html.Length && !IsSpace(html[at]) && html[at] is not ('/' or '>' or '='))
            {
                at++;
            }

            at = EndOfValue(html, at);
        }

        return html.Length;
    }

    /// <summary>Behind a comment that begins here with <c>&lt;!--</c>.</summary>
    public static int EndOfComment(string html, int at)
    {
        if (Follows(html, at, "<!-->") || Follows(html, at, "<!--->"))
        {
            return After(html, '>', at);
        }

        var dashes = html.IndexOf("--", at + 4, StringComparison.Ordinal);
        while (dashes >= 0)
        {
            var end = dashes + 2;
            while (end < html.Length && html[end] == '-')
            {
                end++;
            }

            end += end < html.Length && html[end] == '!' ? 1 : 0;
            if (end < html.Length && html[end] == '>')
            {
                return end + 1;
            }

            dashes = end >= html.Length ? -1 : html.IndexOf("--", end, StringComparison.Ordinal);
        }

        return html.Length;
    }

    /// <summary>Where the next end tag of that name begins.</summary>
    public static int EndTagOf(string html, string name, int at)
    {
        while (html.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase) is >= 0 and var found)
        {
            at = found + 2 + name.Length;
            if (at >= html.Length || IsSpace(html[at]) || html[at] is '/' or '>')
            {
                return found;
            }
        }

        return html.Length;
    }

    public static bool Follows(string html, int at, string text) => string.CompareOrdinal(html, at, text, 0, text.Length) == 0;

    public static int After(string html, char mark, int at) => at < html.Length && html.IndexOf(mark, at) is >= 0 and var found ? found + 1 : html.Length;

    private static int EndOfValue(string html, int at)
    {
        var sign = at;
        while (sign < html.Length && IsSpace(html[sign]))
        {
            sign++;
        }

        if (sign >= html.Length || html[sign] != '=')
        {
            return at;
        }

        do
        {
            sign++;
        }
        while (sign < html.Length && IsSpace(html[sign]));

        if (sign < html.Length && html[sign] is '"' or '\'')
        {
            return After(html, html[sign], sign + 1);
        }

        while (sign < html.Length && !IsSpace(html[sign]) && html[sign] != '>')
        {
            sign++;
        }

        return sign;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';
}
