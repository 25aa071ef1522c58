using System.Diagnostics;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Http;

/// <summary>Limits that hold whatever the clock, the node and the caller do.</summary>
public sealed class RateWindowsHold(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private static readonly RateRule Rule = new("test", 7, TimeSpan.FromMinutes(1));
    private readonly Clock _clock = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task In_no_span_of_the_window_more_than_the_limit_is_let_through(int seed)
    {
        var (windows, random, subject) = (Windows(), new Random(seed), Subject());
        var through = new List<DateTimeOffset>();
        for (var n = 0; n < 400; n++)
        {
            _clock.Now += TimeSpan.FromMilliseconds(random.Next(100) < 5 ? random.Next(70_000) : random.Next(4_000));
            if (await windows.Take(Rule, subject, Ct) is null)
            {
                through.Add(_clock.Now);
            }
        }

        through.Count.ShouldBeGreaterThan(Rule.Limit * 5);
        through.ShouldAllBe(at => through.Count(t => t >= at && t < at + Rule.Window) <= Rule.Limit);
    }

    [Fact]
    public async Task Whoever_waits_as_long_as_told_gets_through_and_nobody_waits_much_longer_than_the_window()
    {
        var (windows, subject) = (Windows(), Subject());
        for (var n = 0; n < 40; n++)
        {
            if (await windows.Take(Rule, subject, Ct) is { } wait)
            {
                wait.ShouldBeLessThanOrEqualTo(Rule.Window + TimeSpan.FromSeconds(1));
                _clock.Now += wait - TimeSpan.FromMilliseconds(1);
                (await windows.Take(Rule, subject, Ct)).ShouldNotBeNull("it was told to wait longer than needed");
                _clock.Now += TimeSpan.FromMilliseconds(1);
                (await windows.Take(Rule, subject, Ct)).ShouldBeNull();
            }

            _clock.Now += TimeSpan.FromMilliseconds(700);
        }
    }

    [Fact]
    public async Task Nodes_count_together_even_at_once_and_with_clocks_apart()
    {
        var (here, there, subject) = (Windows(), Windows(TimeSpan.FromSeconds(-5)), Subject());

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => (n % 2 == 0 ? here : there).Take(Rule, subject, Ct).AsTask()));

        answers.Count(wait => wait is null).ShouldBe(Rule.Limit);
    }

    [Fact]
    public async Task Subjects_and_purposes_count_apart_and_are_kept_as_hashes()
    {
        var (windows, subject) = (Windows(), Subject());
        for (var n = 0; n < Rule.Limit; n++)
        {
            (await windows.Take(Rule, subject, Ct)).ShouldBeNull();
        }

        (await windows.Take(Rule, subject, Ct)).ShouldNotBeNull();
        (await windows.Take(Rule, subject + "x", Ct)).ShouldBeNull();
        (await windows.Take(Rule with { Purpose = "other" }, subject, Ct)).ShouldBeNull();
        (await windows.Take(Rule, new string('x', 1_000_000), Ct)).ShouldBeNull();
        (await app.Value<int>("select max(octet_length(key)) from rate_windows")).ShouldBe(32);
    }

    [Fact]
    public async Task A_sweep_deletes_what_no_longer_counts_and_nothing_else()
    {
        var (windows, old, fresh) = (Windows(), Subject(), Subject());
        await windows.Take(Rule, old, Ct);
        _clock.Now += TimeSpan.FromSeconds(62);
        for (var n = 0; n < Rule.Limit; n++)
        {
            await windows.Take(Rule, fresh, Ct);
        }

        using var sweep = new ForgetRateWindows(app.Services.GetRequiredService<DataSources>(), _clock, NullLogger<ForgetRateWindows>.Instance);
        (await sweep.Sweep(Ct)).ShouldBeGreaterThan(0);

        (await windows.Take(Rule, fresh, Ct)).ShouldNotBeNull();
        (await sweep.Sweep(Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_database_nothing_is_let_through()
    {
        await using var nowhere = new DataSources("Host=127.0.0.1;Port=1;Username=nobody;Database=none");
        var windows = new RateWindows(nowhere, new ConfigurationBuilder().Build(), _clock);

        await Should.ThrowAsync<NpgsqlException>(() => windows.Take(Rule, "anybody", Ct).AsTask());
    }

    [Fact]
    public async Task Taking_a_place_is_cheap()
    {
        var (windows, subject) = (Windows(), Subject());
        var rule = Rule with { Limit = 1_000_000 };
        for (var n = 0; n < 200; n++)
        {
            await windows.Take(rule, subject, Ct);
        }

        var (place, nothing) = (await Each(async () => await windows.Take(rule, subject, Ct)), await Each(async () =>
        {
            await using var command = app.Services.GetRequiredService<DataSources>().Application.CreateCommand("select 1");
            await command.ExecuteScalarAsync(Ct);
        }));

        TestContext.Current.TestOutputHelper?.WriteLine($"{place:0} µs a place, {nothing:0} µs a round trip that does nothing");
        place.ShouldBeLessThan(5000);

        static async Task<double> Each(Func<Task> act)
        {
            var watch = Stopwatch.StartNew();
            for (var n = 0; n < 1000; n++)
            {
                await act();
            }

            return watch.Elapsed.TotalMicroseconds / 1000;
        }
    }

    private static string Subject() => Guid.NewGuid().ToString();

    private RateWindows Windows(TimeSpan apart = default) =>
        new(app.Services.GetRequiredService<DataSources>(), new ConfigurationBuilder().Build(), new Clock { Now = _clock.Now + apart, Follows = _clock, Apart = apart });

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;
        public Clock? Follows { get; init; }
        public TimeSpan Apart { get; init; }

        public override DateTimeOffset GetUtcNow() => Follows is null ? Now : Follows.Now + Apart;
    }
}
