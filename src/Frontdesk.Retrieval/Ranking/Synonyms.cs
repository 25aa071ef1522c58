namespace Frontdesk.Retrieval;

/// <summary>The stems that may stand for another: the owner's own groups, and in English those every shop shares.</summary>
internal sealed class Synonyms
{
    // An owner says that the words mean the same; the common list only that they often do.
    private const float OwnersTrust = 0.95f;

    private readonly Dictionary<string, List<string>> own = new(StringComparer.Ordinal);
    private readonly Language language;

    public Synonyms(IndexOptions options, Language language)
    {
        this.language = language;
        foreach (var group in options.Synonyms)
        {
            string[] stems = [.. group.SelectMany(word => Analyzer.Analyze(word, language).TakeLast(1)).Select(word => word.Stem).Distinct()];
            foreach (var stem in stems)
            {
                if (!own.TryGetValue(stem, out var others)) own[stem] = others = [];
                others.AddRange(stems.Where(other => other != stem && !others.Contains(other)));
            }
        }
    }

    public IEnumerable<(string Stem, float Strength)> Of(string stem)
    {
        var mine = own.GetValueOrDefault(stem) ?? [];
        foreach (var other in mine) yield return (other, OwnersTrust);
        if (language != Language.English) yield break;
        foreach (var other in SupportSynonyms.For(stem).ToArray())
        {
            if (!mine.Contains(other)) yield return (other, SupportSynonyms.Discount);
        }
    }
}
