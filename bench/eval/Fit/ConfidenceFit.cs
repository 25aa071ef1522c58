using Frontdesk.Eval.Data;
using Frontdesk.Retrieval;

namespace Frontdesk.Eval.Fit;

/// <summary>One hit of one question: the figures of its curve, what the other curve says already, and whether it answers.</summary>
public sealed record Judged(double[] Figures, double Offset, bool Answers, int Base);

/// <summary>
/// Fits the curves of <see cref="Confidence"/> on small knowledge bases with questions they cannot answer; every fourth base is left
/// out and judged. Texts: one to three SQuAD articles without a quarter of their passages, asked by their own questions, those of
/// the removed passages and 30 % of other articles. FAQs: 2 to 60 CLINC150 intents with one to ten phrasings, a fifth of the questions
/// of other intents and a fifth out of scope.
/// </summary>
public static class ConfidenceFit
{
    private const int Bases = 160;

    public static IEnumerable<string> Run(Squad passages, Clinc intents)
    {
        var texts = Texts(passages);
        var curve = Logistic.Fit([.. texts.Where(one => one.Base % 4 != 0)]);
        yield return $"Confidence.Text = [{string.Join(", ", curve.Select(weight => $"{weight:0.###}"))}]; held out: {Logistic.Describe(texts.Where(one => one.Base % 4 == 0), curve)}";
        var faqs = Faqs(intents, curve);
        var other = Logistic.Fit([.. faqs.Where(one => one.Base % 4 != 0)]);
        yield return $"Confidence.Faq = [{string.Join(", ", other.Select(weight => $"{weight:0.###}"))}]; held out: {Logistic.Describe(faqs.Where(one => one.Base % 4 == 0), other)}";
    }

    private static List<Judged> Texts(Squad data)
    {
        var random = new Random(7);
        var articles = data.Passages.Select((passage, at) => (passage, at)).GroupBy(pair => pair.passage.SourceId).Select(group => group.Select(pair => pair.at).ToArray()).ToArray();
        var asked = data.Questions.ToLookup(question => question.Answer);
        List<Judged> judged = [];
        for (var number = 0; number < Bases; number++)
        {
            random.Shuffle(articles);
            var size = random.Next(1, 4);
            var own = articles.Take(size).SelectMany(article => article).ToArray();
            var kept = own.Where(_ => random.Next(4) > 0).ToHashSet();
            if (kept.Count < 3) continue;
            var index = PassageIndex.Build([.. kept.Select(at => data.Passages[at])]);
            var questions = own.SelectMany(at => asked[at]).ToArray();
            var strangers = articles.Skip(size).Take(3).SelectMany(article => article).SelectMany(at => asked[at]).ToArray();
            random.Shuffle(strangers);
            foreach (var question in questions.Concat(strangers.Take(questions.Length * 3 / 7))) judged.AddRange(Judge(index, question.Text, data.Passages[question.Answer].Id, number, TextFigures, _ => 0));
        }
        return judged;
    }

    private static List<Judged> Faqs(Clinc data, double[] text)
    {
        var random = new Random(8);
        List<Judged> judged = [];
        for (var number = 0; number < Bases; number++)
        {
            var intents = Enumerable.Range(0, data.Intents.Length).ToArray();
            random.Shuffle(intents);
            var own = intents.Take(number % 2 == 0 ? random.Next(2, 13) : random.Next(10, 61)).ToHashSet();
            var most = random.Next(1, 11);
            var index = PassageIndex.Build(FaqFit.Faqs(data.Few(10, number).Where(one => own.Contains(one.Intent)).GroupBy(one => one.Intent).SelectMany(group => group.Take(most))));
            var all = data.Validation.Concat(data.Test.Where(one => one.Intent < 0).Take(200)).ToArray();
            random.Shuffle(all);
            var inScope = all.Where(one => own.Contains(one.Intent)).Take(120).ToArray();
            var strangers = all.Where(one => one.Intent >= 0 && !own.Contains(one.Intent)).Take(40).Concat(all.Where(one => one.Intent < 0).Take(40));
            foreach (var one in inScope.Concat(strangers)) judged.AddRange(Judge(index, one.Text, Number.Of(one.Intent, 3), number, FaqFigures, found => TextPart(found, text)));
        }
        return judged;
    }

    // The first hit and the one behind it: both are shown, and the second must not sound as sure.
    private static IEnumerable<Judged> Judge(PassageIndex index, string question, Guid right, int number, Func<Candidate, double, Query, double[]> figures, Func<(Candidate, double, Query), double> offset)
    {
        if (index.Read(question) is not { } query) yield break;
        var found = index.Examine(question).OrderByDescending(one => one.Candidate.Score).ToList();
        var ranked = found.ConvertAll(one => one.Candidate);
        for (var rank = 0; rank < Math.Min(2, found.Count); rank++)
        {
            var lead = Standings.LeadOf(ranked, rank);
            yield return new(figures(found[rank].Candidate, lead, query), offset((found[rank].Candidate, lead, query)), found[rank].Passage.Id == right, number);
        }
    }

    private static double[] TextFigures(Candidate candidate, double lead, Query query)
    {
        var figures = new double[Confidence.TextFigures];
        Confidence.ReadText(candidate, lead, query, figures);
        return figures;
    }

    private static double[] FaqFigures(Candidate candidate, double lead, Query query)
    {
        var figures = new double[Confidence.FaqFigures];
        Confidence.ReadFaq(candidate.Faq!.Value, lead, figures);
        var kinship = Confidence.KinshipOf(candidate.Faq.Value);
        return [.. figures.Select(figure => figure * kinship)];
    }

    private static double TextPart((Candidate Candidate, double Lead, Query Query) found, double[] text)
    {
        var figures = TextFigures(found.Candidate, found.Lead, found.Query);
        return (1 - Confidence.KinshipOf(found.Candidate.Faq!.Value)) * figures.Zip(text, (figure, weight) => figure * weight).Sum();
    }
}
