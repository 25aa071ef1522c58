namespace Frontdesk.Eval.Data;

/// <summary>A short text and what its writer wanted; <see cref="Clinc.OutOfScope"/> where that is none of the known things.</summary>
public sealed record Utterance(string Text, int Intent);

/// <summary>
/// Short texts with their intents in three splits: `clinc150.jsonl` {text,intent,split}, where intent "oos" belongs nowhere.
/// CLINC150 (Larson et al., EMNLP-IJCNLP 2019) in this shape.
/// </summary>
public sealed record Clinc(string[] Intents, Utterance[] Train, Utterance[] Validation, Utterance[] Test)
{
    public const int OutOfScope = -1;

    public static Clinc Read(string folder)
    {
        var rows = Squad.Rows(Path.Combine(folder, "clinc150.jsonl"))
            .Select(row => (Text: row.GetProperty("text").GetString()!, Intent: row.GetProperty("intent").GetString()!, Split: row.GetProperty("split").GetString()!)).ToArray();
        string[] intents = [.. rows.Select(row => row.Intent).Where(intent => intent != "oos").Distinct().Order(StringComparer.Ordinal)];
        Utterance[] Of(string split) => [.. rows.Where(row => row.Split == split).Select(row => new Utterance(row.Text, Array.IndexOf(intents, row.Intent)))];
        return new(intents, [.. Of("train").Where(one => one.Intent >= 0)], Of("val"), Of("test"));
    }

    /// <summary>So many examples of each intent, drawn at random; the same ones for the same seed.</summary>
    public Utterance[] Few(int each, int seed)
    {
        var random = new Random(seed);
        return [.. Train.GroupBy(one => one.Intent).OrderBy(group => group.Key).SelectMany(group =>
        {
            var all = group.ToArray();
            random.Shuffle(all);
            return all.Take(each);
        })];
    }
}
