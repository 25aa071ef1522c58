using System.Text.RegularExpressions;

namespace Frontdesk.SignIn.Profile;

/// <summary>The time zones and languages somebody may choose.</summary>
public static partial class Places
{
    private static readonly Lazy<IReadOnlyList<string>> All = new(() =>
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Append("UTC").Where(IsZone).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>By code (ISO 639-1), in their own words.</summary>
    public static readonly IReadOnlyDictionary<string, string> Languages = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["ar"] = "العربية",
        ["cs"] = "Čeština",
        ["da"] = "Dansk",
        ["de"] = "Deutsch",
        ["el"] = "Ελληνικά",
        ["en"] = "English",
        ["es"] = "Español",
        ["fi"] = "Suomi",
        ["fr"] = "Français",
        ["he"] = "עברית",
        ["hi"] = "हिन्दी",
        ["hu"] = "Magyar",
        ["it"] = "Italiano",
        ["ja"] = "日本語",
        ["ko"] = "한국어",
        ["nb"] = "Norsk",
        ["nl"] = "Nederlands",
        ["pl"] = "Polski",
        ["pt"] = "Português",
        ["ro"] = "Română",
        ["sv"] = "Svenska",
        ["tr"] = "Türkçe",
        ["uk"] = "Українська",
        ["zh"] = "中文",
    };

    public static IReadOnlyList<string> Zones => All.Value;

    /// <summary>Whether it is an IANA zone. The system looks names up as files, so the form is checked first.</summary>
    public static bool IsZone(string zone) =>
        zone.Length <= 60 && Name().IsMatch(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && (found.HasIanaId || zone == "UTC");

    [GeneratedRegex(@"\A[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*){0,2}\z")]
    private static partial Regex Name();
}
