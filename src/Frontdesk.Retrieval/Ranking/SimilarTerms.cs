using System.Numerics;

namespace Frontdesk.Retrieval;

/// <summary>
/// Finds terms within one or two typing mistakes. Terms are grouped by length with a bit per letter they hold, so that nearly
/// all are ruled out by one comparison of bits.
/// </summary>
internal sealed class SimilarTerms
{
    private const int Most = 3;
    private readonly IReadOnlyList<string> stems;
    private readonly (int[] Terms, uint[] Letters)[] byLength;

    public SimilarTerms(IReadOnlyList<string> stems)
    {
        this.stems = stems;
        byLength = [.. Enumerable.Range(0, stems.Count == 0 ? 0 : stems.Max(stem => stem.Length) + 1).Select(_ => (Array.Empty<int>(), Array.Empty<uint>()))];
        foreach (var group in Enumerable.Range(0, stems.Count).GroupBy(term => stems[term].Length))
        {
            int[] terms = [.. group];
            byLength[group.Key] = (terms, [.. terms.Select(term => LettersOf(stems[term]))]);
        }
    }

    public List<(int Term, int Distance)> To(string stem)
    {
        List<(int Term, int Distance)> found = [];
        if (stem.Length < 4 || stem.Any(char.IsAsciiDigit)) return found;
        for (var distance = 1; found.Count == 0 && distance <= (stem.Length >= 8 ? 2 : 1); distance++) Collect(stem, distance, found);
        return found;
    }

    private void Collect(string stem, int distance, List<(int Term, int Distance)> found)
    {
        var letters = LettersOf(stem);
        for (var length = Math.Max(3, stem.Length - distance); length <= stem.Length + distance && length < byLength.Length; length++)
        {
            var (terms, letterSets) = byLength[length];
            for (var at = 0; at < terms.Length && found.Count < Most; at++)
            {
                if (BitOperations.PopCount(letters ^ letterSets[at]) > 2 * distance) continue;
                var other = stems[terms[at]];
                if (BeginsAlike(stem, other) && EditDistance.Within(stem, other, distance)) found.Add((terms[at], distance));
            }
        }
    }

    // People mistype the first letter rarely, and words that differ there are usually other words ("moon", "soon").
    private static bool BeginsAlike(string left, string right) => left[0] == right[0] || (left[0] == right[1] && left[1] == right[0]);

    private static uint LettersOf(string stem)
    {
        var bits = 0u;
        foreach (var letter in stem) bits |= 1u << (letter & 31);
        return bits;
    }
}
