using System.Text;
using System.Text.Json;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Questions and answers that a page states for machines (schema.org FAQPage), where its text does not have them.</summary>
internal static class StructuredFaqs
{
    private const int MostQuestions = 200;
    private const int Deepest = 8;
    private const int Compared = 60;

    public static string Append(string text, IEnumerable<string> scripts)
    {
        var shown = Folded(text);
        var all = new StringBuilder(text);
        foreach (var (question, answer) in scripts.SelectMany(In).Take(MostQuestions))
        {
            if (!shown.Contains(Start(question), StringComparison.Ordinal) || !shown.Contains(Start(answer), StringComparison.Ordinal))
            {
                all.Append(all.Length > 0 ? "\n\n" : "").Append("### ").Append(question).Append("\n\n").Append(answer);
            }
        }

        return all.ToString();
    }

    private static List<(string Question, string Answer)> In(string script)
    {
        try
        {
            using var data = JsonDocument.Parse(script, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return [.. Things(data.RootElement, 0).Where(thing => IsA(thing, "FAQPage")).SelectMany(page => Children(page, "mainEntity")).Take(MostQuestions).Select(Read).OfType<(string, string)>()];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException) // the latter for a string that is half a character
        {
            return [];
        }
    }

    private static IEnumerable<JsonElement> Things(JsonElement element, int depth) => element.ValueKind switch
    {
        _ when depth > Deepest => [],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Things(item, depth + 1)),
        JsonValueKind.Object => Children(element, "@graph").SelectMany(item => Things(item, depth + 1)).Prepend(element),
        _ => [],
    };

    private static (string, string)? Read(JsonElement question)
    {
        var answer = Children(question, "acceptedAnswer").Concat(Children(question, "suggestedAnswer")).Select(a => Plain(a, "text")).FirstOrDefault(t => t.Length > 0);
        var asked = Plain(question, "name") is { Length: > 0 } name ? name : Plain(question, "text");
        return asked.Length is > 0 and <= 500 && answer is not null ? (asked.ReplaceLineEndings(" "), answer) : null;
    }

    /// <summary>Such texts may hold HTML.</summary>
    private static string Plain(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? MainText.Plain(text.GetString()!) : "";

    private static IEnumerable<JsonElement> Children(JsonElement of, string name) =>
        of.ValueKind != JsonValueKind.Object || !of.TryGetProperty(name, out var value) ? [] : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [value];

    private static bool IsA(JsonElement thing, string type) => Children(thing, "@type").Any(t => t.ValueKind == JsonValueKind.String && t.GetString() == type);

    private static string Start(string text) => Folded(text) is { Length: > Compared } folded ? folded[..Compared] : Folded(text);

    private static string Folded(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
