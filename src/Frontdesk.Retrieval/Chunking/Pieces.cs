namespace Frontdesk.Retrieval;

/// <summary>Cuts one block that is too long: at sentence ends, else between words, else between characters.</summary>
internal static class Pieces
{
    public static IEnumerable<string> Of(string text, int mostTokens)
    {
        int start = 0, end = 0, tokens = 0;
        foreach (var sentence in Sentences.In(text).SelectMany(range => Shorten(text, range, mostTokens)))
        {
            var size = TokenCount.Of(text.AsSpan()[sentence]);
            if (tokens > 0 && tokens + size > mostTokens)
            {
                yield return text[start..end].Trim();
                (start, tokens) = (sentence.Start.Value, 0);
            }
            tokens += size;
            end = sentence.End.Value;
        }
        if (end > start) yield return text[start..end].Trim();
    }

    /// <summary>The last whole sentences of a text within a number of tokens; empty when the last alone is longer.</summary>
    public static string End(string text, int mostTokens)
    {
        var start = text.Length;
        foreach (var sentence in Sentences.In(text).AsEnumerable().Reverse())
        {
            if (TokenCount.Of(text.AsSpan(sentence.Start.Value)) > mostTokens) break;
            start = sentence.Start.Value;
        }
        return text[start..].Trim();
    }

    private static IEnumerable<Range> Shorten(string text, Range sentence, int mostTokens)
    {
        var (start, end) = (sentence.Start.Value, sentence.End.Value);
        while (TokenCount.Of(text.AsSpan(start, end - start)) > mostTokens)
        {
            // No token is estimated at less than one character, so this many fit.
            var cut = Math.Min(end, start + mostTokens);
            var space = text.AsSpan(start, cut - start).LastIndexOfAny(' ', '\n', '\t');
            if (space > 0) cut = start + space + 1;
            else if (cut < end && char.IsLowSurrogate(text[cut])) cut = cut - 1 > start ? cut - 1 : cut + 1;
            yield return start..cut;
            start = cut;
        }
        if (start < end) yield return start..end;
    }
}
