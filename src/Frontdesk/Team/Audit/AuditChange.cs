using System.Text.Json;
using Frontdesk.Platform.Text;

namespace Frontdesk.Team.Audit;

/// <summary>One field that was changed; null for nothing there.</summary>
public sealed record AuditChange(string Field, string? Before, string? After)
{
    private const int Longest = 500;

    /// <summary>What a line tells, field by field: "ai.model", "gpt-4o", "gpt-5".</summary>
    public static IReadOnlyList<AuditChange> Of(string? before, string? after)
    {
        var (old, now) = (Flat(before), Flat(after));
        return [.. old.Keys.Union(now.Keys).Select(f => new AuditChange(f, old.GetValueOrDefault(f), now.GetValueOrDefault(f)))];
    }

    /// <summary>The fields in which two objects differ, for a line's before and after. Long texts are cut.</summary>
    public static (Dictionary<string, string?> Before, Dictionary<string, string?> After) Between(object old, object now)
    {
        var changed = Of(Written(old), Written(now)).Where(c => c.Before != c.After).ToList();
        return (changed.ToDictionary(c => c.Field, c => Cut(c.Before)), changed.ToDictionary(c => c.Field, c => Cut(c.After)));
    }

    private static string Written(object fields) => JsonSerializer.Serialize(fields, fields.GetType(), Json.Options);

    private static string? Cut(string? text) => text is { Length: > Longest } ? CleanText.Cut(text, Longest) + "…" : text;

    private static Dictionary<string, string?> Flat(string? json)
    {
        var fields = new Dictionary<string, string?>();
        if (json is not null)
        {
            using var document = JsonDocument.Parse(json);
            Collect("", document.RootElement, fields);
        }

        return fields;
    }

    private static void Collect(string path, JsonElement value, Dictionary<string, string?> into)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            into[path] = Words(value);
            return;
        }

        foreach (var field in value.EnumerateObject())
        {
            Collect(path.Length == 0 ? field.Name : $"{path}.{field.Name}", field.Value, into);
        }
    }

    private static string? Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array => value.GetArrayLength() == 0 ? null : string.Join(", ", value.EnumerateArray().Select(Words)),
        _ => value.ToString(),
    };
}
