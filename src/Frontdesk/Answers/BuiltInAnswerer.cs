using Frontdesk.Conversations;
using Frontdesk.Knowledge;
using Frontdesk.Platform.Text;
using Frontdesk.Retrieval;

namespace Frontdesk.Answers;

/// <summary>
/// Answers with no model, no key and no network: the FAQ's own answer, or the exact sentences of a document with where they
/// stand. It never writes a sentence of its own about the business.
/// </summary>
public static class BuiltInAnswerer
{
    private const double Quotable = 0.20;
    private const double SecondIsAsGood = 0.9;
    private const int LongestQuote = 600;
    private const int LongestSnippet = 1200;

    /// <summary>Null where nothing is sure enough to be quoted.</summary>
    public static Draft? Answer(string question, IReadOnlyList<Hit> hits, double threshold)
    {
        if (hits.Count == 0 || hits[0].Confidence < threshold - Quotable)
        {
            return null;
        }

        var best = hits[0];
        var quoted = best.Passage.Kind == PassageKind.Faq
            ? [best]
            : hits.Take(2).Where(h => h == best || h.Passage.Kind == PassageKind.Text && h.Confidence >= Math.Max(threshold, best.Confidence * SecondIsAsGood)).ToList();
        var sources = quoted.Select((hit, i) => SourceOf(hit, i + 1)).ToList();
        var body = best.Passage.Kind == PassageKind.Faq
            ? best.Passage.Body
            : string.Join("\n\n", quoted.Select(hit => Quoted(question, hit)));
        var unsure = best.Confidence < threshold;
        return new Draft(unsure ? $"{Wording.Unsure}\n\n{body}" : body, sources, best.Confidence, OfferPerson: unsure);
    }

    public static SourceView SourceOf(Hit hit, int number) => new(
        number, hit.Passage.SourceId, Title(hit.Passage), null, CleanText.Cut(hit.Passage.Body, LongestSnippet));

    private static string Quoted(string question, Hit hit) => Quote.Best(hit.Passage.Body, question, LongestQuote);

    private static string Title(Passage passage) => passage.Kind == PassageKind.Faq ? passage.Title : PassageTitle.Of(passage.Title, passage.Heading);
}
