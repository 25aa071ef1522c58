using System.Globalization;
using Frontdesk.Platform.Layout;

namespace Frontdesk.Installation.Pages;

/// <summary>Figures and states in words.</summary>
internal static class Words
{
    public static string Bytes(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} B",
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} KB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0 / 1024.0:0.0} GB"),
    };

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Length(double seconds) => seconds switch
    {
        < 1 => "none",
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0} days"),
    };

    public static string Plan(string plan) => plan switch { "self_hosted" => "Self-hosted", _ => char.ToUpperInvariant(plan[0]) + plan[1..] };

    public static string Role(string role) => char.ToUpperInvariant(role[0]) + role[1..];

    public static Meaning JobState(string state) => state switch { "dead" => Meaning.Danger, "running" => Meaning.Info, _ => Meaning.Neutral };
}
