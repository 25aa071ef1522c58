using Frontdesk.Platform.Jobs;

namespace Frontdesk.Knowledge.Indexes;

public static class IndexesFeature
{
    /// <summary>The indexes in memory, and the embeddings they hold. Memory is set by <see cref="IndexMemory.Setting"/>.</summary>
    public static IServiceCollection AddIndexes(this IServiceCollection services)
    {
        services.AddOptions<IndexMemory>()
            .Configure<IConfiguration>((options, settings) => options.Megabytes = settings.GetValue(IndexMemory.Setting, options.Megabytes))
            .Validate(options => options.Megabytes is >= 1 and <= 1_000_000, $"{IndexMemory.Setting} is a number of megabytes, at least 1.")
            .ValidateOnStart();
        return services
            .AddSingleton<KnowledgeIndexes>().AddSingleton<IndexLoader>().AddSingleton<QueryEmbeddings>().AddSingleton<EmbeddingKeys>()
            .AddHostedService<EmbeddingSignal>()
            .AddScoped<ChooseEmbeddingModel>().AddScoped<TryEmbeddingModel>()
            .AddJob<EmbedPassages, EmbedPassagesHandler>();
    }
}
