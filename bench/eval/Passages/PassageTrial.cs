using System.Diagnostics;
using Frontdesk.Eval.Data;
using Frontdesk.Eval.Report;
using Frontdesk.Retrieval;

namespace Frontdesk.Eval.Passages;

/// <summary>Every question against all passages, by the product and by plain BM25.</summary>
public static class PassageTrial
{
    public static IEnumerable<string> Run(Squad data)
    {
        yield return $"{data.Passages.Length:N0} passages, {data.Questions.Length:N0} questions.";
        yield return "";
        yield return Table.Header("passages", "recall@1", "recall@5", "MRR", "per question");
        yield return Row("plain BM25, text", data, Plain(data, passage => passage.Body));
        yield return Row("plain BM25, title and text", data, Plain(data, passage => $"{passage.Title} {passage.Body}"));
        yield return Row("Frontdesk, text only", data.WithoutTitles(), Product(data.WithoutTitles()));
        yield return Row("**Frontdesk**", data, Product(data));
    }

    private static Func<string, int[]> Plain(Squad data, Func<Passage, string> text)
    {
        var index = new PlainBm25([.. data.Passages.Select(text)]);
        return query => index.Search(query, Recall.Depth);
    }

    private static Func<string, int[]> Product(Squad data)
    {
        var index = PassageIndex.Build(data.Passages);
        var numbers = data.Passages.Select((passage, at) => (passage.Id, at)).ToDictionary(pair => pair.Id, pair => pair.at);
        return query => [.. index.Search(query, Recall.Depth).Select(hit => numbers[hit.Passage.Id])];
    }

    private static string Row(string name, Squad data, Func<string, int[]> search)
    {
        var clock = Stopwatch.StartNew();
        int[] ranks = [.. data.Questions.Select(question => Array.IndexOf(search(question.Text), question.Answer) + 1)];
        var each = clock.Elapsed.TotalMilliseconds / ranks.Length;
        var recall = Recall.Of(ranks);
        return Table.Row(name, $"{recall.At1:0.000}", $"{recall.At5:0.000}", $"{recall.Mrr:0.000}", $"{each:0.00} ms");
    }
}
