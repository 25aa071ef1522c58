using System.Text.Json;
using Frontdesk.Retrieval;

namespace Frontdesk.Eval.Data;

/// <summary>A question and the passage that answers it, as a position in <see cref="Squad.Passages"/>.</summary>
public sealed record Question(string Text, int Answer);

/// <summary>
/// Passages with the questions people asked about them: `passages.jsonl` {id,title,text} and `questions.jsonl` {question,passage_id}.
/// SQuAD 1.1 (Rajpurkar et al., EMNLP 2016) in this shape, or any other collection.
/// </summary>
public sealed record Squad(Passage[] Passages, Question[] Questions)
{
    public static Squad Read(string folder)
    {
        var numbers = new Dictionary<string, int>();
        var sources = new Dictionary<string, Guid>();
        List<Passage> passages = [];
        foreach (var row in Rows(Path.Combine(folder, "passages.jsonl")))
        {
            var title = row.GetProperty("title").GetString()!;
            if (!sources.TryGetValue(title, out var source)) sources[title] = source = Numbered(sources.Count + 1, 1);
            numbers[row.GetProperty("id").GetString()!] = passages.Count;
            passages.Add(new(Numbered(passages.Count, 2), source, PassageKind.Text, title, "", row.GetProperty("text").GetString()!, []));
        }
        var questions = Rows(Path.Combine(folder, "questions.jsonl"))
            .Select(row => new Question(row.GetProperty("question").GetString()!, numbers[row.GetProperty("passage_id").GetString()!]));
        return new([.. passages], [.. questions]);
    }

    public Squad WithoutTitles() => this with { Passages = [.. Passages.Select(passage => passage with { Title = "" })] };

    internal static IEnumerable<JsonElement> Rows(string file) => File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement);

    private static Guid Numbered(int number, byte kind) => new(number, 0, 0, [kind, 0, 0, 0, 0, 0, 0, 0]);
}
