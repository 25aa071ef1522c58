using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Frontdesk.Conversations;

/// <summary>
/// Hides how a customer can be reached from members who may read conversations and see no contact data. Rather too much
/// than too little: a long order number looks like a telephone number and is hidden too.
/// </summary>
public static partial class Masking
{
    /// <summary>For .NET and PostgreSQL alike: search must not find what reading hides.</summary>
    public const string EmailPattern = """[^\s@<>()\[\]{}",;:|/?&=#]{1,64}(?:@|%40)[^\s@<>()\[\]{}",;:|/?&=#]{1,255}""";

    /// <inheritdoc cref="EmailPattern"/>
    public const string PhonePattern = """[+]?\d(?:[\s./()-]{0,3}\d){6,}""";

    private const string Hidden = "•••";
    private static readonly string[] DateFormats = ["yyyy-MM-dd", "yyyy/MM/dd", "dd.MM.yyyy", "d.M.yyyy", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy"];

    /// <summary>"sarah@company.com" as "s•••@•••.com".</summary>
    public static string Email(string address)
    {
        var at = address.LastIndexOf('@');
        var (person, host) = at > 0 ? (address[..at], address[(at + 1)..]) : (address, "");
        var dot = host.LastIndexOf('.');
        return $"{StringInfo.GetNextTextElement(person)}{Hidden}@{Hidden}{(dot >= 0 ? host[dot..] : "")}";
    }

    /// <summary>"+49 30 1234567" as "•••67".</summary>
    public static string Phone(string number) => Hidden + number[^2..];

    /// <summary>A text with every e-mail address and telephone number in it hidden.</summary>
    public static string Text(string text) => Phones().Replace(Emails().Replace(text, InText), match => IsDate(match.Value) ? match.Value : Phone(match.Value));

    /// <summary>The strings anywhere in a JSON value; ids and instants stay.</summary>
    public static JsonElement Values(JsonElement data) => JsonSerializer.SerializeToElement(Values(JsonNode.Parse(data.GetRawText())));

    private static JsonNode? Values(JsonNode? node) => node switch
    {
        JsonObject named => new JsonObject(named.Select(p => KeyValuePair.Create(p.Key, Values(p.Value)))),
        JsonArray many => new JsonArray([.. many.Select(Values)]),
        JsonValue value when value.TryGetValue<string>(out var text) && !Guid.TryParse(text, out _) && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) => Text(text),
        _ => node?.DeepClone(),
    };

    /// <summary>The end of a sentence is no part of the address before it.</summary>
    private static string InText(Match match)
    {
        var address = match.Value.Replace("%40", "@", StringComparison.Ordinal);
        var bare = address.TrimEnd('.', '!', '\'', '*', '`', '”', '’');
        return bare.EndsWith('@') ? match.Value : Email(bare) + address[bare.Length..];
    }

    private static bool IsDate(string text) => DateOnly.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(EmailPattern)]
    private static partial Regex Emails();

    [GeneratedRegex(PhonePattern)]
    private static partial Regex Phones();
}
