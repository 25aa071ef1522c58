using Frontdesk.Eval.Data;
using Frontdesk.Eval.Passages;
using Frontdesk.Retrieval;

namespace Frontdesk.Eval.Fit;

/// <summary>
/// Fits the weights of text evidence: for each question the candidates of the rough ranking, of which one answers; the weights that
/// make that one likeliest (softmax over the candidates). Sources are split in two halves, each judged by weights of the other.
/// </summary>
public static class RankingFit
{
    public static IEnumerable<string> Run(Squad data)
    {
        var lists = Read(data);
        var halves = Enumerable.Range(0, 2).Select(half => lists.Where(list => list.Half == half).ToArray()).ToArray();
        var heldOut = halves.SelectMany((half, at) => Ranks(half, Listwise.Fit(halves[1 - at]))).ToArray();
        yield return $"Passages, held out: {Describe(Recall.Of(heldOut))}";
        var all = Listwise.Fit(lists);
        yield return $"Passages, fitted on all: {Describe(Recall.Of([.. Ranks(lists, all)]))}";
        yield return $"RankingWeights.Text = [{string.Join(", ", all.Select(weight => $"{weight:0.###}f"))}]";
    }

    private static List<CandidateList> Read(Squad data)
    {
        var index = PassageIndex.Build(data.Passages);
        var halves = data.Passages.Select(passage => passage.SourceId).Distinct().Select((source, at) => (source, half: at % 2)).ToDictionary(pair => pair.source, pair => pair.half);
        List<CandidateList> lists = [];
        foreach (var question in data.Questions)
        {
            var right = data.Passages[question.Answer];
            var found = index.Examine(question.Text);
            var figures = found.Select(candidate => Figures(candidate.Candidate.Evidence)).ToArray();
            lists.Add(new(figures, found.FindIndex(candidate => candidate.Passage.Id == right.Id), halves[right.SourceId]));
        }
        return lists;
    }

    private static float[] Figures(Evidence evidence)
    {
        var figures = new float[Evidence.Count];
        evidence.CopyTo(figures);
        return figures;
    }

    private static IEnumerable<int> Ranks(IEnumerable<CandidateList> lists, double[] weights) => lists.Select(list => list.RankBy(weights));

    private static string Describe(Recall recall) => $"recall@1 {recall.At1:0.0000}, recall@5 {recall.At5:0.0000}, MRR {recall.Mrr:0.0000}";
}
