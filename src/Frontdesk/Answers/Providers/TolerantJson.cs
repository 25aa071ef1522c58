using System.Text.Json;

namespace Frontdesk.Answers.Providers;

/// <summary>Reads JSON whose author keeps to the format more or less: a missing or mistyped member reads as null.</summary>
internal static class TolerantJson
{
    public static JsonElement? Member(this JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var value)
            && value.ValueKind != JsonValueKind.Null ? value : null;

    public static JsonElement? Member(this JsonElement element, string name) => Member((JsonElement?)element, name);

    public static JsonElement? First(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() > 0 ? array[0] : null;

    public static string? Text(this JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static long? Count(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var count)
            && count is >= 0 and < long.MaxValue ? (long)count : null;
}
