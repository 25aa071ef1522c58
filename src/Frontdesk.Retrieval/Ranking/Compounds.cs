namespace Frontdesk.Retrieval;

/// <summary>
/// Takes words apart that German and Dutch write as one ("Versandkosten": "Versand", "Kosten"). What a part may be is told by the
/// words of the index and of the question, so it knows the owner's products and no list has to.
/// </summary>
internal sealed class Compounds
{
    private const int ShortestPart = 4;
    // What a word may lose where it stands first: "Bestellung" and "Bestellnummer".
    private const int LongestLoss = 3;
    private const int MostHolders = 16;

    // What may stand between the parts: "Lieferung-s-kosten", "Woche-n-ende".
    private static readonly string[] Links = ["s", "es", "n", "en", "er", "e"];

    private static readonly Comparer<(string Stem, int Term)> ByStem = Comparer<(string Stem, int Term)>.Create((left, right) => string.CompareOrdinal(left.Stem, right.Stem));

    private readonly Vocabulary vocabulary;
    private readonly Postings postings;
    private readonly Language language;
    private readonly (string Stem, int Term)[] byBeginning;
    private readonly (string Stem, int Term)[] byEnd; // written backwards

    private Compounds(Vocabulary vocabulary, Postings postings, Language language)
    {
        (this.vocabulary, this.postings, this.language) = (vocabulary, postings, language);
        var terms = Enumerable.Range(0, vocabulary.Count).Where(term => postings.FrequencyOf(term) > 0 && MayBePart(vocabulary.StemOf(term))).ToArray();
        byBeginning = InOrder(terms.Select(term => (vocabulary.StemOf(term), term)));
        byEnd = InOrder(terms.Select(term => (Backwards(vocabulary.StemOf(term)), term)));
    }

    /// <summary>Null for a language that does not write words as one.</summary>
    public static Compounds? Of(Vocabulary vocabulary, Postings postings, Language language) =>
        language is Language.German or Language.Dutch ? new(vocabulary, postings, language) : null;

    /// <summary>
    /// The stems a word is made of, at least one of which stands in the index; null where none does. Both known is better than one,
    /// and a longer last part better than a shorter: it says what the thing is.
    /// </summary>
    public (string First, string Last)? Split(string stem)
    {
        (string, string)? half = null;
        for (var at = ShortestPart; at <= stem.Length - ShortestPart; at++)
        {
            var (first, last) = (FirstPart(stem[..at]), Known(stem[at..]));
            if (first is not null && last is not null) return (first, last);
            if (last is not null && MayBePart(stem[..at])) half ??= (stem[..at], last);
        }
        return half ?? Beginning(stem);
    }

    /// <summary>Terms of the index that begin or end with a word, the shortest first: they say least beside it.</summary>
    public IEnumerable<int> Holding(string stem) => !MayBePart(stem) ? [] :
        From(byBeginning, stem).Concat(From(byEnd, Backwards(stem)).Where(found => MayBePart(vocabulary.StemOf(found.Term)[..^stem.Length])))
            .Where(found => found.Stem.Length - stem.Length >= ShortestPart)
            .OrderBy(found => found.Stem.Length).ThenBy(found => vocabulary.StemOf(found.Term), StringComparer.Ordinal)
            .Select(found => found.Term).Distinct().Take(MostHolders);

    private (string First, string Last)? Beginning(string stem)
    {
        for (var at = stem.Length - ShortestPart; at >= ShortestPart; at--)
        {
            if (Known(stem[..at]) is { } first) return (first, stem[at..]);
        }
        return null;
    }

    private string? FirstPart(string part)
    {
        if (Known(part) is { } whole) return whole;
        foreach (var link in Links)
        {
            if (part.EndsWith(link, StringComparison.Ordinal) && Known(part[..^link.Length]) is { } linked) return linked;
        }
        return MayBePart(part) ? From(byBeginning, part).Select(found => found.Stem).FirstOrDefault(stem => stem.Length <= part.Length + LongestLoss) : null;
    }

    private string? Known(string stem) => MayBePart(stem) && vocabulary.TryFind(stem, out var term) && postings.FrequencyOf(term) > 0 ? stem : null;

    private bool MayBePart(string stem) => stem.Length >= ShortestPart && stem.All(char.IsLetter) && !CommonWords.IsFunction(stem, language);

    private static IEnumerable<(string Stem, int Term)> From((string Stem, int Term)[] ordered, string beginning)
    {
        var at = Array.BinarySearch(ordered, (beginning, 0), ByStem);
        for (at = at < 0 ? ~at : at; at < ordered.Length && ordered[at].Stem.StartsWith(beginning, StringComparison.Ordinal); at++) yield return ordered[at];
    }

    private static (string Stem, int Term)[] InOrder(IEnumerable<(string Stem, int Term)> terms)
    {
        var ordered = terms.ToArray();
        Array.Sort(ordered, ByStem);
        return ordered;
    }

    private static string Backwards(string stem)
    {
        var letters = stem.ToCharArray();
        Array.Reverse(letters);
        return new(letters);
    }
}
