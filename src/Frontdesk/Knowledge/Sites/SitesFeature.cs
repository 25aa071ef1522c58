using Frontdesk.Platform.Jobs;

namespace Frontdesk.Knowledge.Sites;

public static class SitesFeature
{
    public static IServiceCollection AddSites(this IServiceCollection services)
    {
        services.AddOptions<CrawlOptions>().BindConfiguration("Crawling");
        return services
            .AddSingleton<HostPace>().AddSingleton<SiteFetch>().AddHostedService<CrawlSignal>()
            .AddScoped<PageVisit>().AddScoped<PrepareCrawl>().AddScoped<Frontier>().AddScoped<KeepPage>().AddScoped<EndCrawl>()
            .AddScoped<AddSite>().AddScoped<ChangeSite>().AddScoped<CrawlNow>().AddScoped<DeleteSite>().AddScoped<ListSites>()
            .AddJob<CrawlSite, CrawlSiteHandler>(atOnce: 16).AddJob<CrawlWhenDue, CrawlWhenDueHandler>();
    }
}
