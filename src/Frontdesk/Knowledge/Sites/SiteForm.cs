using System.Globalization;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge.Sites;

/// <summary>A website as the page's form shows and sends it: patterns one a line.</summary>
public sealed record SiteForm(
    string Url = "", string MaxPages = "50", string MaxDepth = "3", string Include = "", string Exclude = "", bool External = false, bool Robots = true,
    bool Scheduled = false, string Frequency = "weekly", string DayOfWeek = "monday", string DayOfMonth = "1", string Time = "02:00", string Timezone = "UTC")
{
    /// <summary>A number that is none is one that the rules refuse.</summary>
    public CrawlSettingsRequest Settings => new(Number(MaxPages), Number(MaxDepth), Lines(Include), Lines(Exclude), External, Robots);

    public CrawlScheduleRequest Schedule => new(
        Scheduled, Named(Frequency, CrawlFrequency.Weekly), Named(DayOfWeek, System.DayOfWeek.Monday), Number(DayOfMonth), Time, Timezone);

    public static SiteForm Of(Site site) => new(
        site.Url, Text(site.Settings.MaxPages), Text(site.Settings.MaxDepth), string.Join('\n', site.Settings.IncludePatterns), string.Join('\n', site.Settings.ExcludePatterns),
        site.Settings.FollowExternalLinks, site.Settings.RespectRobotsTxt, site.Schedule.Enabled, SnakeCase.Text(site.Schedule.Frequency), SnakeCase.Text(site.Schedule.DayOfWeek),
        Text(site.Schedule.DayOfMonth), site.Schedule.Time, site.Schedule.Timezone);

    public static SiteForm Of(IFormCollection form)
    {
        string Said(string name) => CleanText.Cut(CleanText.Of(form[name].ToString()), 20_000).Trim();
        return new SiteForm(Said("url"), Said("max_pages"), Said("max_depth"), Said("include_patterns"), Said("exclude_patterns"), Said("follow_external_links") == "on", Said("respect_robots_txt") == "on",
            Said("enabled") == "on", Said("frequency"), Said("day_of_week"), Said("day_of_month"), Said("time"), Said("timezone"));
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static T Named<T>(string text, T otherwise) where T : struct, Enum =>
        Enum.GetValues<T>().Where(v => SnakeCase.Text(v) == text).Cast<T?>().FirstOrDefault() ?? otherwise;
}
