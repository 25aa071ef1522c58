using Frontdesk.Knowledge.Faqs;
using Frontdesk.Retrieval;

namespace Frontdesk.Knowledge.Gaps;

/// <summary>A question as the report reads it.</summary>
public sealed record GapQuestion(Guid Id, Guid ConversationId, string Question, double Confidence, AskedOutcome Outcome, DateTimeOffset AskedAt);

/// <summary>What visitors ask about and the chatbot cannot answer well.</summary>
/// <param name="Pattern">The telling words.</param>
/// <param name="Questions">The most typical first; the same words in one conversation count once.</param>
public sealed record Gap(string Pattern, IReadOnlyList<GapQuestion> Questions)
{
    private const int Shown = 5;

    /// <summary>Names the gap in addresses: any of its questions finds it again.</summary>
    public Guid Id => Questions[0].Id;

    public int Count => Questions.Count;

    public double AverageConfidence => Math.Round(Questions.Average(q => q.Confidence), 2);

    public DateTimeOffset LastAskedAt => Questions.Max(q => q.AskedAt);

    /// <summary>Different ways of asking, the most typical first.</summary>
    public IReadOnlyList<GapQuestion> Samples => [.. Questions.DistinctBy(q => FaqContent.Fold(q.Question)).Take(Shown)];

    public int Unanswered => Questions.Count(q => q.Outcome is AskedOutcome.NoAnswer or AskedOutcome.HandedOver);

    public string SuggestedAction => Unanswered * 2 > Count
        ? $"Add FAQ or documentation about “{Pattern}”"
        : $"Make the answer about “{Pattern}” clearer, or add these phrasings to its FAQ";

    /// <summary>How often in the later half of the period against the earlier one.</summary>
    public (int Before, int Now) Trend(GapPeriod period)
    {
        var middle = period.Start + (period.End - period.Start) / 2;
        return (Questions.Count(q => q.AskedAt < middle), Questions.Count(q => q.AskedAt >= middle));
    }

    /// <summary>The largest first. Pure: what is asked about, told from the words alone.</summary>
    public static IReadOnlyList<Gap> Among(IEnumerable<GapQuestion> questions)
    {
        var distinct = questions.OrderBy(q => q.AskedAt).ThenBy(q => q.Id).DistinctBy(q => (q.ConversationId, FaqContent.Fold(q.Question))).ToList();
        return [.. QuestionClusters.Of(distinct.ConvertAll(q => q.Question)).Select(cluster => new Gap(cluster.Label, [.. cluster.Members.Select(at => distinct[at])]))];
    }
}
