using Frontdesk.Knowledge.Drafts;
using Frontdesk.Knowledge.Faqs;
using Frontdesk.Knowledge.Gaps;
using Frontdesk.Knowledge.Indexes;
using Frontdesk.Knowledge.Reading;
using Frontdesk.Knowledge.Sites;
using Frontdesk.Knowledge.Synonyms;
using Frontdesk.Knowledge.Testing;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;

namespace Frontdesk.Knowledge;

public static class KnowledgeFeature
{
    public static IServiceCollection AddKnowledge(this IServiceCollection services) => services
        .AddIndexes()
        .AddHostedService<SourceSignal>()
        .AddReading()
        .AddSites()
        .AddFaqs().AddTesting().AddGaps().AddDrafts().AddScoped<SaveSynonyms>()
        .AddSingleton(new NavItem("Knowledge", "/knowledge", "book-open", 20).For(Permission.KnowledgeView))
        .AddJob<ReadSource, ReadSourceHandler>(ReadingLimits.AtOnce);

    public static void MapKnowledge(this WebApplication app)
    {
        app.MapKnowledgeApi();
        app.MapEmbeddingsApi();
        app.MapFaqApi();
        app.MapTestApi();
        app.MapSitesApi();
        app.MapGapApi();
        app.MapDraftApi();
        app.MapSynonymApi();
    }
}
