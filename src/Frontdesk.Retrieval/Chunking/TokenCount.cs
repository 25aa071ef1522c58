namespace Frontdesk.Retrieval;

/// <summary>
/// Estimates the tokens a language model would see: about one a short word or punctuation mark, one more for each further five
/// letters, one a character in scripts without spaces. Real tokenisers differ by some fifteen per cent.
/// </summary>
public static class TokenCount
{
    public static int Of(ReadOnlySpan<char> text)
    {
        int tokens = 0, word = 0;
        foreach (var unit in text)
        {
            var inWord = Folding.Fold(unit) != Folding.Separator && !Folding.IsUnspaced(unit);
            if (inWord)
            {
                if (word % 6 == 0) tokens++;
                word++;
                continue;
            }
            word = 0;
            if (!char.IsWhiteSpace(unit)) tokens++;
        }
        return tokens;
    }
}
