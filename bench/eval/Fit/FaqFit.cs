using Frontdesk.Eval.Data;
using Frontdesk.Eval.Passages;
using Frontdesk.Retrieval;

namespace Frontdesk.Eval.Fit;

/// <summary>
/// Fits what a FAQ's words, its closest phrasing and the classifier's word for it are worth, on bases with one to all phrasings
/// an intent; asked are the validation questions, in two halves as for passages.
/// </summary>
public static class FaqFit
{
    private static readonly int[] Phrasings = [1, 3, 5, 10, 10, 30];

    public static IEnumerable<string> Run(Clinc data)
    {
        var questions = data.Validation.Where(one => one.Intent >= 0).ToArray();
        List<CandidateList> lists = [];
        for (var seed = 0; seed < Phrasings.Length; seed++)
        {
            var index = PassageIndex.Build(Faqs(data.Few(Phrasings[seed], 100 + seed)));
            lists.AddRange(questions.Select((question, at) => List(index, question, at % 2)));
        }
        var halves = Enumerable.Range(0, 2).Select(half => lists.Where(list => list.Half == half).ToArray()).ToArray();
        int[] heldOut = [.. halves.SelectMany((half, at) => Listwise.Fit(halves[1 - at]) is var weights ? half.Select(list => list.RankBy(weights)) : [])];
        double[] present = [.. RankingWeights.OfFaqs.ToArray().Select(weight => (double)weight)];
        yield return $"FAQs, held out: first {Recall.Of(heldOut).At1:0.0000}, with the present weights {Recall.Of([.. lists.Select(list => list.RankBy(present))]).At1:0.0000}";
        yield return $"RankingWeights.Faq = [{string.Join(", ", Listwise.Fit(lists).Select(weight => $"{weight:0.###}f"))}]";
    }

    public static Passage[] Faqs(IEnumerable<Utterance> examples) => [.. examples.GroupBy(one => one.Intent).Select(group =>
        new Passage(Number.Of(group.Key, 3), Number.Of(group.Key, 3), PassageKind.Faq, group.First().Text, "", "", [.. group.Select(one => one.Text)]))];

    private static CandidateList List(PassageIndex index, Utterance question, int half)
    {
        var found = index.Examine(question.Text);
        return new([.. found.Select(one => Figures(one.Candidate))], found.FindIndex(one => one.Passage.Id == Number.Of(question.Intent, 3)), half);
    }

    private static float[] Figures(Candidate candidate)
    {
        var figures = new float[RankingWeights.FaqFigures];
        RankingWeights.Read(candidate.Evidence, candidate.Faq!.Value, figures);
        return figures;
    }
}
