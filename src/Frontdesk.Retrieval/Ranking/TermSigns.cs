namespace Frontdesk.Retrieval;

/// <summary>What can be seen of a term without knowing it.</summary>
[Flags]
internal enum TermSigns : byte
{
    None = 0,
    Number = 1,
    Year = 2,
}

internal static class TermSignsOf
{
    public static TermSigns Term(string stem)
    {
        if (!stem.Any(char.IsAsciiDigit)) return TermSigns.None;
        var isYear = stem.Length == 4 && stem[0] is '1' or '2' && stem.All(char.IsAsciiDigit);
        return isYear ? TermSigns.Number | TermSigns.Year : TermSigns.Number;
    }
}
