using System.Text.RegularExpressions;
using Frontdesk.Conversations;

namespace Frontdesk.Knowledge.Gaps;

/// <summary>Takes out of a customer's words what names or finds a person. What is kept for reports and drafts passes through here.</summary>
public static partial class PersonalData
{
    public const string Email = "[email]";
    public const string Phone = "[phone]";
    public const string Number = "[number]";
    public const string Name = "[name]";

    /// <param name="names">Of the people who talk; each word of them is masked too.</param>
    /// <param name="kept">Addresses that are public anyway, such as the owner's contact address.</param>
    public static string Masked(string text, IEnumerable<string>? names = null, string? kept = null)
    {
        text = Emails().Replace(text, m => kept is { Length: > 0 } && m.Value.TrimEnd('.', '!').Equals(kept, StringComparison.OrdinalIgnoreCase) ? m.Value : Email);
        text = Cards().Replace(text, Number);
        text = Orders().Replace(text, Number);
        text = Phones().Replace(text, m => m.Value.Count(char.IsDigit) is >= 7 and <= 15 && !IsDate(m.Value) ? Phone : m.Value);
        text = LongNumbers().Replace(text, Number);
        foreach (var word in (names ?? []).SelectMany(n => n.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 2).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            text = Regex.Replace(text, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(word)}(?![\p{{L}}\p{{N}}])", Name, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }

        return Introductions().Replace(text, m => m.Groups[1].Value + Name);
    }

    private static bool IsDate(string text) => Dates().IsMatch(text.Trim());

    [GeneratedRegex(Masking.EmailPattern)]
    private static partial Regex Emails();

    [GeneratedRegex(@"(?<![\p{L}\d])(?:\d[ -]?){13,19}(?!\d)|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")]
    private static partial Regex Cards();

    /// <summary>"order 1234", "Bestellung Nr. A-1234", "#12345", "AB-123456".</summary>
    [GeneratedRegex(@"(?<=\b(?:order|orders|booking|invoice|ticket|tracking|customer|case|bestellung|rechnung|commande|pedido)\s{0,3}(?:number|no|nr|id|num|nummer)?\s{0,3}[.:#-]{0,2}\s{0,3})(?=[A-Z\d-]*\d)[A-Z]{0,4}-?\d[A-Z\d-]{2,}\b|#\d{3,}\b|\b[A-Z]{1,4}-?\d{5,}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Orders();

    [GeneratedRegex(@"(?<![\p{L}\d])[+(]?\d(?:[\s./()-]{0,3}\d){6,14}(?!\d)")]
    private static partial Regex Phones();

    [GeneratedRegex(@"\b\d{6,}\b")]
    private static partial Regex LongNumbers();

    [GeneratedRegex(@"^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})$")]
    private static partial Regex Dates();

    /// <summary>What follows "my name is" is a name, whatever it looks like.</summary>
    [GeneratedRegex(@"((?i:\bmy name is |\bmy name's |\bich heiße |\bmein name ist |\bje m'appelle |\bme llamo ))\p{L}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*){0,2}")]
    private static partial Regex Introductions();
}
