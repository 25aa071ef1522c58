using Frontdesk.Conversations;
using Frontdesk.Platform.Signals;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Frontdesk.Tests.Platform.Nodes;

/// <summary>A node whose clock is wrong, and whose signals are all lost: what is left is to look at what changed lately.</summary>
public sealed class ClocksDiffer(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public async Task What_changes_on_a_node_with_a_wrong_clock_is_seen_by_the_others(int minutes)
    {
        var wrong = await app.SecondNode(builder => Wrong(builder, minutes));
        var shop = await app.Shop();
        var ann = await Talking(shop);
        await ann.Connects();
        shop.Sarah.Node = wrong;

        await shop.Sarah.TakesOver(ann.ConversationId);

        await ann.Line!.Receives("agent:joined");
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public async Task A_node_with_a_wrong_clock_sees_what_changes_elsewhere(int minutes)
    {
        var wrong = await app.SecondNode(builder => Wrong(builder, minutes));
        var shop = await app.Shop();
        var ann = await Talking(shop);
        await ann.Connects(wrong);

        await shop.Sarah.TakesOver(ann.ConversationId);
        await shop.Sarah.Says(ann.ConversationId, "Is it late where you are?");

        await ann.Line!.Receives("agent:joined");
        await ann.Hears(SenderType.Agent, m => m.Content == "Is it late where you are?");
    }

    private static async Task<Visitor> Talking(Shop shop)
    {
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await ann.Hears(SenderType.Bot);
        return ann;
    }

    private static void Wrong(WebApplicationBuilder builder, int minutes)
    {
        builder.Services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(new WrongClock(TimeSpan.FromMinutes(minutes)));
        builder.Services.RemoveAll<ISignals>().AddSingleton<ISignals>(new LostSignals());
    }

    private sealed class WrongClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }

    private sealed class LostSignals : BackgroundService, ISignals
    {
        public bool TravelWithCommit => false;

        public void Publish(Signal signal)
        {
        }

        public void PublishElsewhere(Signal signal)
        {
        }

        public void Announce(Signal signal)
        {
        }

        public void On(string kind, Action<string> handler)
        {
        }

        public void OnGap(Action handler)
        {
        }

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
