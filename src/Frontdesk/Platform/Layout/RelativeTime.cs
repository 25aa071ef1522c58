using System.Globalization;

namespace Frontdesk.Platform.Layout;

/// <summary>How long ago, in as few letters as a list needs. The browser's time controller says the same.</summary>
public static class RelativeTime
{
    /// <param name="ago">The age.</param>
    /// <param name="at">Shown as a date once a week is past.</param>
    public static string Words(TimeSpan ago, DateTimeOffset at) => ago switch
    {
        { TotalSeconds: < 45 } => "now",
        { TotalMinutes: < 60 } => $"{Math.Max(1, (int)ago.TotalMinutes)}m",
        { TotalHours: < 24 } => $"{(int)ago.TotalHours}h",
        { TotalDays: < 7 } => $"{(int)ago.TotalDays}d",
        { TotalDays: < 300 } => at.UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture),
        _ => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
    };

    /// <summary>How long something has lasted that is not over.</summary>
    public static string Lasting(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => "under 1 min",
        { TotalMinutes: < 60 } => $"{(int)time.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)time.TotalHours} h",
        _ => $"{(int)time.TotalDays} days",
    };

    /// <summary>Hour and minute today, with the day before that.</summary>
    public static string OnTheClock(DateTimeOffset now, DateTimeOffset at) =>
        at.UtcDateTime.ToString(now.UtcDateTime.Date == at.UtcDateTime.Date ? "HH:mm" : "d MMM HH:mm", CultureInfo.InvariantCulture);
}
