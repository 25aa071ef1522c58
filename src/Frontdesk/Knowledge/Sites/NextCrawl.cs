using NodaTime;
using NodaTime.Extensions;

namespace Frontdesk.Knowledge.Sites;

/// <summary>When a schedule comes round next.</summary>
public static class NextCrawl
{
    /// <summary>
    /// The first such moment after now; null where the schedule is off. An hour that spring skips moves behind the gap, one
    /// that autumn has twice counts the first time.
    /// </summary>
    public static DateTimeOffset? After(CrawlSchedule schedule, DateTimeOffset now)
    {
        if (!schedule.Enabled)
        {
            return null;
        }

        var zone = DateTimeZoneProviders.Tzdb[schedule.Timezone];
        var (today, time) = (now.ToInstant().InZone(zone).Date, schedule.At.ToLocalTime());
        return Days(schedule, today).Select(day => day.At(time).InZoneLeniently(zone).ToInstant()).First(moment => moment > now.ToInstant()).ToDateTimeOffset();
    }

    private static IEnumerable<LocalDate> Days(CrawlSchedule schedule, LocalDate today) => schedule.Frequency switch
    {
        CrawlFrequency.Daily => Enumerable.Range(0, 3).Select(today.PlusDays),
        CrawlFrequency.Weekly => Enumerable.Range(0, 3).Select(week => First(today, schedule.DayOfWeek.ToIsoDayOfWeek()).PlusWeeks(week)),
        _ => Enumerable.Range(0, 3).Select(month => Of(today.PlusMonths(month), schedule.DayOfMonth)),
    };

    private static LocalDate First(LocalDate from, IsoDayOfWeek day) => from.DayOfWeek == day ? from : from.Next(day);

    private static LocalDate Of(LocalDate month, int day) => new(month.Year, month.Month, Math.Min(day, CalendarSystem.Iso.GetDaysInMonth(month.Year, month.Month)));
}
