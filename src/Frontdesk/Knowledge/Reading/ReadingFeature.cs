using Frontdesk.Platform.Layout;

namespace Frontdesk.Knowledge.Reading;

public static class ReadingFeature
{
    public static IServiceCollection AddReading(this IServiceCollection services) => services
        .AddSingleton<ReadingLimits>().AddSingleton<Extraction>()
        .AddSingleton(new LiveNotice("document:processed document:failed", "document_id", "/knowledge/notices"))
        .AddScoped<KeepFile>().AddScoped<AddDocument>().AddScoped<ReplaceDocument>().AddScoped<AddText>()
        .AddScoped<ChangeSource>().AddScoped<ReadAgain>().AddScoped<DeleteSource>().AddScoped<DeleteSources>();
}
