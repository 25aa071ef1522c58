using System.Globalization;
using Frontdesk.Platform.Http;
using NodaTime;

namespace Frontdesk.Knowledge.Sites;

public enum CrawlFrequency
{
    Daily,
    Weekly,
    Monthly,
}

/// <summary>When a site is read again by itself, by the clock on the wall of its zone.</summary>
public sealed record CrawlSchedule
{
    public bool Enabled { get; init; }
    public CrawlFrequency Frequency { get; init; } = CrawlFrequency.Weekly;

    /// <summary>Counts for weekly ones.</summary>
    public DayOfWeek DayOfWeek { get; init; } = DayOfWeek.Monday;

    /// <summary>Counts for monthly ones; a shorter month uses its last day.</summary>
    public int DayOfMonth { get; init; } = 1;

    /// <summary>HH:mm.</summary>
    public string Time { get; init; } = "02:00";

    /// <summary>An IANA name.</summary>
    public string Timezone { get; init; } = "UTC";

    public TimeOnly At => TimeOnly.ParseExact(Time, "HH:mm", CultureInfo.InvariantCulture);

    public Errors Check(Errors errors) => errors
        .Unless(TimeOnly.TryParseExact(Time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), "time", "Write the time as hours and minutes, like 02:00.")
        .Unless(DayOfMonth is >= 1 and <= 31, "day_of_month", "A day of the month is 1 to 31.")
        .Unless(IsZone(Timezone), "timezone", "Choose a time zone such as Europe/Vienna.");

    public static bool IsZone(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null;
}

/// <summary>The schedule as it is sent; what is not named stays as it is.</summary>
public sealed record CrawlScheduleRequest(
    bool? Enabled = null, CrawlFrequency? Frequency = null, DayOfWeek? DayOfWeek = null, int? DayOfMonth = null, string? Time = null, string? Timezone = null)
{
    public CrawlSchedule Over(CrawlSchedule present) => new()
    {
        Enabled = Enabled ?? present.Enabled,
        Frequency = Frequency ?? present.Frequency,
        DayOfWeek = DayOfWeek ?? present.DayOfWeek,
        DayOfMonth = DayOfMonth ?? present.DayOfMonth,
        Time = Time?.Trim() ?? present.Time,
        Timezone = Timezone?.Trim() ?? present.Timezone,
    };
}
