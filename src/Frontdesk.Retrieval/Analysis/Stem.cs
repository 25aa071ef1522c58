namespace Frontdesk.Retrieval;

/// <summary>A word while the English stemmer cuts it: its letters, consonant y as 'Y', and the regions R1 and R2.</summary>
internal struct Stem
{
    private static readonly string[] LongPrefixes = ["gener", "commun", "arsen"];

    private readonly char[] letters;
    private readonly int r1;
    private readonly int r2;

    public Stem(string word)
    {
        letters = new char[word.Length + 1];
        word.CopyTo(letters);
        Length = word.Length;
        MarkConsonantY();
        r1 = LongPrefixOf(word) is var prefix and > 0 ? prefix : RegionAfter(0);
        r2 = RegionAfter(r1);
    }

    public int Length { get; private set; }

    public readonly char this[Index index] => letters[index.GetOffset(Length)];

    public readonly bool EndsWith(string suffix) => letters.AsSpan(0, Length).EndsWith(suffix);

    public readonly bool InR1(int suffixLength) => Length - suffixLength >= r1;

    public readonly bool InR2(int suffixLength) => Length - suffixLength >= r2;

    public void Drop(int count) => Length -= count;

    public void Replace(int suffixLength, string replacement)
    {
        Length -= suffixLength;
        replacement.CopyTo(letters.AsSpan(Length));
        Length += replacement.Length;
    }

    public readonly bool IsVowel(int at) => letters[at] is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';

    public readonly bool HasVowelBefore(int end)
    {
        for (var at = 0; at < end; at++) if (IsVowel(at)) return true;
        return false;
    }

    public readonly bool EndsWithDouble() =>
        Length > 2 && letters[Length - 1] == letters[Length - 2] && letters[Length - 1] is 'b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't';

    public readonly bool IsShort() => Length <= r1 && EndsInShortSyllable(Length);

    public readonly bool EndsInShortSyllable(int end)
    {
        if (end == 2) return IsVowel(0) && !IsVowel(1);
        return end > 2 && !IsVowel(end - 3) && IsVowel(end - 2) && !IsVowel(end - 1) && letters[end - 1] is not ('w' or 'x' or 'Y');
    }

    public override readonly string ToString() => new(letters, 0, Length);

    public readonly string ToLowerString()
    {
        letters.AsSpan(0, Length).Replace('Y', 'y');
        return ToString();
    }

    private static int LongPrefixOf(string word)
    {
        foreach (var prefix in LongPrefixes) if (word.StartsWith(prefix, StringComparison.Ordinal)) return prefix.Length;
        return 0;
    }

    private readonly void MarkConsonantY()
    {
        for (var at = 0; at < Length; at++)
        {
            if (letters[at] == 'y' && (at == 0 || IsVowel(at - 1))) letters[at] = 'Y';
        }
    }

    private readonly int RegionAfter(int start)
    {
        for (var at = start + 1; at < Length; at++) if (!IsVowel(at) && IsVowel(at - 1)) return at + 1;
        return Length;
    }
}
