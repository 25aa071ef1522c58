using System.Numerics;

namespace Frontdesk.Retrieval;

/// <summary>
/// Finds terms within one or two typing mistakes of a stem, and terms that share its beginning. Terms stand in shelves by their
/// first two letters, each with a bit per letter it holds, so that nearly all are ruled out by one comparison.
/// </summary>
internal sealed class RelatedTerms
{
    private const int MostMistyped = 3;
    private const int MostKin = 8;
    private const int ShortestKin = 5;

    private readonly IReadOnlyList<string> stems;
    private readonly uint[] letters;
    private readonly Dictionary<(char, char), List<int>> shelves = [];

    public RelatedTerms(IReadOnlyList<string> stems)
    {
        this.stems = stems;
        letters = [.. stems.Select(LettersOf)];
        for (var term = 0; term < stems.Count; term++)
        {
            if (stems[term].Length < 3) continue;
            var shelf = (stems[term][0], stems[term][1]);
            if (!shelves.TryGetValue(shelf, out var terms)) shelves[shelf] = terms = [];
            terms.Add(term);
        }
    }

    public List<(int Term, int Distance)> Mistyped(string stem)
    {
        List<(int Term, int Distance)> found = [];
        if (stem.Length < 4 || stem.Any(char.IsAsciiDigit)) return found;
        var shelves = Shelves(stem);
        for (var distance = 1; found.Count == 0 && distance <= (stem.Length >= 8 ? 2 : 1); distance++)
        {
            foreach (var shelf in shelves) Collect(stem, distance, shelf, found);
        }
        return found;
    }

    public List<(int Term, float Share)> Kin(string stem)
    {
        List<(int Term, float Share)> found = [];
        if (stem.Length < ShortestKin || char.IsAsciiDigit(stem[0]) || !shelves.TryGetValue((stem[0], stem[1]), out var shelf)) return found;
        foreach (var term in shelf)
        {
            var other = stems[term];
            if (other.Length < ShortestKin || other == stem) continue;
            var common = stem.AsSpan().CommonPrefixLength(other);
            var share = (float)common / Math.Max(stem.Length, other.Length);
            if ((common >= ShortestKin && share >= 0.6f) || (common >= ShortestKin - 1 && share >= 0.75f)) found.Add((term, share));
        }
        if (found.Count > MostKin) found.Sort((left, right) => right.Share != left.Share ? right.Share.CompareTo(left.Share) : left.Term.CompareTo(right.Term));
        return found.Count > MostKin ? found[..MostKin] : found;
    }

    // People mistype the first letter rarely, and words that differ there are usually other words ("moon", "soon"). The second letter
    // may be any; swapped with the first it stands on another shelf.
    private List<List<int>> Shelves(string stem)
    {
        List<List<int>> found = [];
        foreach (var ((first, second), terms) in shelves)
        {
            if (first == stem[0] || (first == stem[1] && second == stem[0])) found.Add(terms);
        }
        return found;
    }

    private void Collect(string stem, int distance, List<int> shelf, List<(int Term, int Distance)> found)
    {
        var wanted = LettersOf(stem);
        foreach (var term in shelf)
        {
            if (found.Count >= MostMistyped) return;
            var other = stems[term];
            if (Math.Abs(other.Length - stem.Length) > distance || BitOperations.PopCount(wanted ^ letters[term]) > 2 * distance) continue;
            if (EditDistance.Within(stem, other, distance)) found.Add((term, distance));
        }
    }

    private static uint LettersOf(string stem)
    {
        var bits = 0u;
        foreach (var letter in stem) bits |= 1u << (letter & 31);
        return bits;
    }
}
