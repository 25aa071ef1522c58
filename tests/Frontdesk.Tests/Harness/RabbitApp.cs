using Frontdesk.Platform.Signals;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Harness;

/// <summary>Nodes that wake each other by a broker.</summary>
public sealed class RabbitApp(TestPostgres postgres) : FrontdeskApp(postgres)
{
    public RabbitBroker Broker { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Broker = await RabbitBroker.Start();
        await base.InitializeAsync();
        await IsConnected(Node);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Broker.DisposeAsync();
    }

    public static Task IsConnected(Node node) =>
        Eventually.True(() => ((RabbitSignals)node.Services.GetRequiredService<ISignals>()).IsConnected, "the broker to be reached");

    protected override void Adjust(WebApplicationBuilder builder) => builder.Configuration[RabbitAddress.Setting] = Broker.Url;
}
