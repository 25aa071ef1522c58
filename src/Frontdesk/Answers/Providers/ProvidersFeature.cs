using Frontdesk.Answers.Embeddings;

namespace Frontdesk.Answers.Providers;

public static class ProvidersFeature
{
    /// <summary>Needs <c>AddOutbound</c>. Time limits come from the section <c>Providers</c>.</summary>
    public static IServiceCollection AddProviders(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ProviderOptions>()
            .Bind(configuration.GetSection("Providers"))
            .Validate(limits => limits is { FirstToken.Ticks: > 0, BetweenTokens.Ticks: > 0, Whole.Ticks: > 0 }, "Time limits must be longer than nothing.")
            .ValidateOnStart();
        return services.AddSingleton<ChatClients>().AddSingleton<EmbeddingClients>();
    }
}
