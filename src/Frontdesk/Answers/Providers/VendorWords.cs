using System.Text.Json;

namespace Frontdesk.Answers.Providers;

/// <summary>What a provider says about an error of its own, short and without the key.</summary>
/// <param name="Code">The vendor's code or type of the error, e.g. <c>insufficient_quota</c>.</param>
internal sealed record VendorWords(string? Message, string? Code)
{
    private const int LongestMessage = 300;

    /// <summary>Reads <c>{"error":{"message","code","type"}}</c>, <c>{"error":"…"}</c> and <c>{"message":"…"}</c>; anything else says nothing.</summary>
    public static VendorWords Read(string body, string? key)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return Read(json.RootElement, key);
        }
        catch (JsonException)
        {
            return new VendorWords(null, null);
        }
    }

    public static VendorWords Read(JsonElement root, string? key)
    {
        var error = root.Member("error") ?? root;
        var message = error.ValueKind == JsonValueKind.String ? error.GetString() : error.Member("message").Text();
        return new VendorWords(Shown(message, key), error.Member("code").Text() ?? error.Member("type").Text());
    }

    private static string? Shown(string? message, string? key)
    {
        if (string.IsNullOrWhiteSpace(message)) return null;
        if (!string.IsNullOrEmpty(key)) message = message.Replace(key, "…", StringComparison.Ordinal);
        message = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return message.Length <= LongestMessage ? message : Cut(message) + "…";
    }

    private static string Cut(string message) =>
        message[..(char.IsHighSurrogate(message[LongestMessage - 1]) ? LongestMessage - 1 : LongestMessage)];
}
