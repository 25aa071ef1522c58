using Frontdesk.Platform.Jobs;

namespace Frontdesk.Knowledge.Drafts;

public static class DraftsFeature
{
    public static IServiceCollection AddDrafts(this IServiceCollection services) => services
        .AddScoped<DecideDraft>().AddScoped<SetProposals>().AddScoped<DraftWording>().AddJob<ProposeFaqs, ProposeFaqsHandler>();
}
