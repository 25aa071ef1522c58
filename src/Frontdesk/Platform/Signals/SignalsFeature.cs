namespace Frontdesk.Platform.Signals;

public static class SignalsFeature
{
    public static IServiceCollection AddSignals(this IServiceCollection services) => services
        .AddSingleton<PostgresSignals>()
        .AddSingleton<ISignals>(provider => provider.GetRequiredService<PostgresSignals>())
        .AddHostedService(provider => provider.GetRequiredService<PostgresSignals>());
}
