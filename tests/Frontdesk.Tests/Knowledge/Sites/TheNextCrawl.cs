using Frontdesk.Knowledge.Sites;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Sites;

/// <summary>When a schedule comes round, by the wall of its zone.</summary>
public sealed class TheNextCrawl
{
    [Theory]
    [InlineData(CrawlFrequency.Daily, "2026-11-21T01:59:59Z", "2026-11-21T02:00:00Z", "UTC", "02:00")]
    [InlineData(CrawlFrequency.Daily, "2026-11-21T02:00:00Z", "2026-11-22T02:00:00Z", "UTC", "02:00")]
    [InlineData(CrawlFrequency.Weekly, "2026-11-21T12:00:00Z", "2026-11-23T02:00:00Z", "UTC", "02:00")]
    [InlineData(CrawlFrequency.Weekly, "2026-11-23T02:00:00Z", "2026-11-30T02:00:00Z", "UTC", "02:00")]
    [InlineData(CrawlFrequency.Monthly, "2026-11-21T12:00:00Z", "2026-11-30T02:00:00Z", "UTC", "02:00")]
    [InlineData(CrawlFrequency.Monthly, "2027-01-31T12:00:00Z", "2027-02-28T02:00:00Z", "UTC", "02:00")]
    [InlineData(CrawlFrequency.Monthly, "2028-02-01T12:00:00Z", "2028-02-29T02:00:00Z", "UTC", "02:00")]
    [InlineData(CrawlFrequency.Daily, "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z", "Europe/Vienna", "02:30")] // 02:30 is skipped: 03:30 summer time
    [InlineData(CrawlFrequency.Daily, "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "Europe/Vienna", "02:30")] // twice: the first counts
    [InlineData(CrawlFrequency.Daily, "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "Europe/Vienna", "02:30")] // and only the first
    [InlineData(CrawlFrequency.Daily, "2026-11-21T12:00:00Z", "2026-11-21T16:00:00Z", "Pacific/Kiritimati", "06:00")]
    public void A_schedule_comes_round_next(CrawlFrequency frequency, string now, string next, string zone, string time) =>
        NextCrawl.After(new CrawlSchedule { Enabled = true, Frequency = frequency, DayOfWeek = DayOfWeek.Monday, DayOfMonth = frequency == CrawlFrequency.Monthly ? 31 : 1, Time = time, Timezone = zone }, Moment(now)).ShouldBe(Moment(next));

    [Fact]
    public void A_schedule_that_is_off_never_comes() => NextCrawl.After(new CrawlSchedule(), Moment("2026-11-21T12:00:00Z")).ShouldBeNull();

    /// <summary>From any moment, in any zone: later, not by more than its period and a day, and followed by a later one.</summary>
    [Fact]
    public void Whatever_the_zone_and_the_moment_it_comes_soon_and_moves_on()
    {
        var random = new Random(7);
        string[] zones = ["Europe/Vienna", "America/Sao_Paulo", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "UTC"];
        for (var n = 0; n < 5_000; n++)
        {
            var schedule = new CrawlSchedule
            {
                Enabled = true,
                Frequency = (CrawlFrequency)random.Next(3),
                DayOfWeek = (DayOfWeek)random.Next(7),
                DayOfMonth = random.Next(1, 32),
                Time = $"{random.Next(24):00}:{random.Next(60):00}",
                Timezone = zones[random.Next(zones.Length)],
            };
            var now = DateTimeOffset.UnixEpoch.AddMinutes(random.NextInt64(20_000_000, 36_000_000));
            var next = NextCrawl.After(schedule, now)!.Value;
            var days = schedule.Frequency switch { CrawlFrequency.Daily => 1, CrawlFrequency.Weekly => 7, _ => 31 };
            next.ShouldBeGreaterThan(now);
            next.ShouldBeLessThan(now.AddDays(days + 1.1), schedule.ToString());
            NextCrawl.After(schedule, next)!.Value.ShouldBeGreaterThan(next);
        }
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
