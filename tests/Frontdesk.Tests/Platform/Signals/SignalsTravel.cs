using System.Collections.Concurrent;
using Frontdesk.Platform.Signals;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Signals;

public sealed class SignalsTravel(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task What_one_node_publishes_every_node_hears()
    {
        var second = await app.SecondNode();
        var heard = new ConcurrentQueue<string>();
        SignalsOf(app.Node).On("test", payload => heard.Enqueue("first " + payload));
        SignalsOf(second).On("test", payload => heard.Enqueue("second " + payload));
        await Listening();

        await Eventually.True(() =>
        {
            SignalsOf(app.Node).Publish(new Signal("test", "one two"));
            return Task.FromResult(heard.Contains("first one two") && heard.Contains("second one two"));
        }, "both nodes to hear");
    }

    [Fact]
    public async Task A_broken_connection_is_opened_again_and_the_gap_is_told()
    {
        await Listening();
        var gaps = 0;
        SignalsOf(app.Node).OnGap(() => Interlocked.Increment(ref gaps));
        await app.Execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'");

        await Eventually.True(() => Volatile.Read(ref gaps) > 0, "the gap to be told");

        var heard = 0;
        SignalsOf(app.Node).On("after", _ => Interlocked.Increment(ref heard));
        SignalsOf(app.Node).Publish(new Signal("after", ""));
        await Eventually.True(() => Volatile.Read(ref heard) == 1, "signals to arrive again");
    }

    [Fact]
    public void A_signal_reads_back_what_it_says()
    {
        Signal.Parse(new Signal("kind", "a b c").ToString()).ShouldBe(new Signal("kind", "a b c"));
        Signal.Parse("alone").ShouldBe(new Signal("alone", ""));
    }

    private Task Listening() => Eventually.True(async () =>
        await app.Value<long>("select count(*) from pg_stat_activity where datname = current_database() and query like 'listen %'") > 0, "a node to listen");

    private static ISignals SignalsOf(Node node) => node.Services.GetRequiredService<ISignals>();
}
