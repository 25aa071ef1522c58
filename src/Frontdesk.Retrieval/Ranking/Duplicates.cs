namespace Frontdesk.Retrieval;

/// <summary>
/// Of passages that say the same (a page found under two addresses, a manual in two editions) only the best is shown: the others
/// would take the places of what says something else.
/// </summary>
internal sealed class Duplicates(PassageText[] texts)
{
    /// <summary>The part of all their words that two passages share.</summary>
    private const double TheSame = 0.9;
    private const int TooShortToTell = 8;

    private readonly List<HashSet<int>> seen = [];

    public bool IsNew(int passage)
    {
        var terms = new HashSet<int>();
        foreach (var token in texts[passage].Field(0)) terms.Add(token.Term);
        foreach (var token in texts[passage].Field(3)) terms.Add(token.Term);
        if (terms.Count >= TooShortToTell && seen.Exists(other => Similar(terms, other))) return false;
        seen.Add(terms);
        return true;
    }

    private static bool Similar(HashSet<int> left, HashSet<int> right)
    {
        if (Math.Min(left.Count, right.Count) < TheSame * Math.Max(left.Count, right.Count)) return false;
        var shared = left.Count(right.Contains);
        return shared >= TheSame * (left.Count + right.Count - shared);
    }
}
