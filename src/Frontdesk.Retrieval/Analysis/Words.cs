namespace Frontdesk.Retrieval;

/// <summary>Receives the words of a text in reading order. A span is valid only during the call.</summary>
internal interface IWordSink
{
    /// <summary>
    /// A folded word. After the parts of a compound ("xr", "200") comes its joined form ("xr200"), and
    /// <paramref name="joined"/> says how many parts it joins; 0 for an ordinary word.
    /// </summary>
    void Add(ReadOnlySpan<char> word, int joined, WordSigns signs);
}

/// <summary>Cuts text into folded words; scripts without spaces become overlapping pairs of characters.</summary>
internal static class Words
{
    private const int Longest = 64;

    public static void Read<TSink>(ReadOnlySpan<char> text, ref TSink sink) where TSink : IWordSink
    {
        Span<char> buffer = stackalloc char[Longest + 2];
        var (at, last, opens) = (0, 0, WordSigns.OpensSentence);
        while (at < text.Length)
        {
            var start = at;
            if (Folding.IsUnspaced(text[at]) && Folding.IsWord(text[at])) at = ReadPairs(text, at, opens, ref sink);
            else if (StartsWord(text, at)) at = ReadWord(text, at, opens, buffer, ref sink);
            else
            {
                if (EndsSentence(text, at++, last)) opens = WordSigns.OpensSentence;
                continue;
            }
            (last, opens) = (at - start, WordSigns.None);
        }
    }

    private static int ReadPairs<TSink>(ReadOnlySpan<char> text, int at, WordSigns signs, ref TSink sink) where TSink : IWordSink
    {
        var end = at + 1;
        while (end < text.Length && Folding.IsUnspaced(text[end]) && Folding.IsWord(text[end])) end++;
        if (end == at + 1) sink.Add(text[at..end], 0, signs);
        for (var first = at; first + 1 < end; first++) sink.Add(text.Slice(first, 2), 0, first == at ? signs : WordSigns.None);
        return end;
    }

    private static int ReadWord<TSink>(ReadOnlySpan<char> text, int at, WordSigns signs, Span<char> buffer, ref TSink sink)
        where TSink : IWordSink
    {
        int length = 0, partStart = 0, parts = 0;
        if (char.IsUpper(text[at])) signs |= WordSigns.Capital;
        while (at < text.Length)
        {
            var unit = text[at];
            if (StartsWord(text, at))
            {
                if (Folding.IsUnspaced(unit)) break;
                at += Append(text, at, buffer, ref length);
            }
            else if (Folding.Fold(unit) == Folding.Ignored) at++;
            else if (length == partStart || at + 1 >= text.Length || !StartsWord(text, at + 1)) break;
            else if (unit is '\'' or '’')
            {
                if (IsPossessive(text, at)) { at += 2; break; }
                if (IsElision(buffer[partStart..length])) length = partStart;
                at++;
            }
            else if (Joins(text, at))
            {
                sink.Add(buffer[partStart..length], 0, signs);
                signs &= ~WordSigns.OpensSentence;
                partStart = length;
                parts++;
                at++;
            }
            else break;
        }
        if (length == partStart) return at;
        sink.Add(buffer[partStart..length], 0, signs);
        if (parts > 0) sink.Add(buffer[..length], parts + 1, WordSigns.None);
        return at;
    }

    // "Dr." and "U.S." end no sentence; an empty line and the next item of a list do.
    private static bool EndsSentence(ReadOnlySpan<char> text, int at, int lastWord) => text[at] switch
    {
        '!' or '?' or '。' or '！' or '？' or '…' => true,
        '.' => lastWord > 3 || at + 1 == text.Length,
        '\n' => at + 1 < text.Length && text[at + 1] is '\n' or '-' or '*' or '#' or '|' or '•',
        _ => false,
    };

    private static int Append(ReadOnlySpan<char> text, int at, Span<char> buffer, ref int length)
    {
        if (char.IsSurrogate(text[at]))
        {
            if (length + 2 <= Longest) { buffer[length++] = text[at]; buffer[length++] = text[at + 1]; }
            return 2;
        }
        if (length >= Longest) return 1;
        var folded = Folding.Fold(text[at]);
        if (folded != Folding.Expanded) { buffer[length++] = folded; return 1; }
        foreach (var letter in Folding.Expansion(text[at])) buffer[length++] = letter;
        return 1;
    }

    private static bool StartsWord(ReadOnlySpan<char> text, int at) => char.IsHighSurrogate(text[at])
        ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) && System.Text.Rune.IsLetterOrDigit(new(text[at], text[at + 1]))
        : Folding.IsWord(text[at]);

    private static bool Joins(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        '-' or '\u2010' or '\u2011' or '_' or '.' => true,
        ',' => char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]),
        _ => false,
    };

    private static bool IsPossessive(ReadOnlySpan<char> text, int at) =>
        text[at + 1] is 's' or 'S' && (at + 2 == text.Length || !StartsWord(text, at + 2));

    private static bool IsElision(ReadOnlySpan<char> part) => part is "l" or "d" or "j" or "m" or "t" or "s" or "n" or "c" or "qu";
}
