using Frontdesk.Platform.Nodes;

namespace Frontdesk.Platform.Signals;

public static class SignalsFeature
{
    /// <summary>PostgreSQL carries signals, or the broker that FRONTDESK_RABBITMQ names.</summary>
    public static IServiceCollection AddSignals(this IServiceCollection services) => services
        .AddSingleton(ThisNode.Begin())
        .AddSingleton<SignalHandlers>()
        .AddHostedService<KeptAnnouncements>()
        .AddSingleton<ISignals>(provider => RabbitAddress.Read(provider.GetRequiredService<IConfiguration>()[RabbitAddress.Setting]) is { } broker
            ? ActivatorUtilities.CreateInstance<RabbitSignals>(provider, broker)
            : ActivatorUtilities.CreateInstance<PostgresSignals>(provider))
        .AddHostedService(provider => (BackgroundService)provider.GetRequiredService<ISignals>())
        .AddSingleton<RunningNodes>().AddHostedService(provider => provider.GetRequiredService<RunningNodes>());
}
