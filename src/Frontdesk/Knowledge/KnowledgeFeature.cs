using Frontdesk.Knowledge.Faqs;
using Frontdesk.Knowledge.Reading;
using Frontdesk.Knowledge.Testing;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;

namespace Frontdesk.Knowledge;

public static class KnowledgeFeature
{
    public static IServiceCollection AddKnowledge(this IServiceCollection services) => services
        .AddSingleton<KnowledgeIndexes>()
        .AddHostedService<SourceSignal>()
        .AddReading()
        .AddFaqs().AddTesting()
        .AddSingleton(new NavItem("Knowledge", "/knowledge", "book-open", 20).For(Permission.KnowledgeView))
        .AddJob<ReadSource, ReadSourceHandler>(ReadingLimits.AtOnce);

    public static void MapKnowledge(this WebApplication app)
    {
        app.MapKnowledgeApi();
        app.MapFaqApi();
        app.MapTestApi();
    }
}
