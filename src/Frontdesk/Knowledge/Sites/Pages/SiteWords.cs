using System.Globalization;
using NodaTime;
using NodaTime.Extensions;

namespace Frontdesk.Knowledge.Sites.Pages;

/// <summary>Numbers and moments as they are said.</summary>
public static class SiteWords
{
    public static string Pages(int count) => Count(count, "page");

    public static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    /// <summary>By the wall of the site's zone: "Mon 5 Jan, 02:00 Europe/Vienna".</summary>
    public static string Moment(DateTimeOffset at, string zone) =>
        at.ToInstant().InZone(DateTimeZoneProviders.Tzdb[zone]).ToString("ddd d MMM, HH:mm", CultureInfo.InvariantCulture) + " " + (zone == "UTC" ? "UTC" : zone.Replace('_', ' '));

    public static string State(PageState state) => state switch
    {
        PageState.Waiting => "Waiting",
        PageState.Read => "Read",
        PageState.Unchanged => "Unchanged",
        PageState.Skipped => "Left out",
        _ => "Failed",
    };
}
