using Frontdesk.Conversations.Live;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Sockets;
using Frontdesk.Visitors;

namespace Frontdesk.Conversations;

public static class ConversationsFeature
{
    public static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddWidgetCors()
        .AddSingleton<WebsiteLimits>()
        .AddSingleton<VisitorAccess>()
        .AddSingleton<VisitorSide>()
        .AddSingleton<VisitorLimits>()
        .AddSingleton<ReceiveMessage>()
        .AddSingleton<ConversationReader>()
        .AddSingleton<WorkspaceSockets>()
        .AddSingleton<MessageLog>().AddHostedService(p => p.GetRequiredService<MessageLog>())
        .AddSingleton<LiveConversations>().AddHostedService(p => p.GetRequiredService<LiveConversations>())
        .AddSingleton<Deliveries>().AddHostedService(p => p.GetRequiredService<Deliveries>())
        .AddSingleton<UnfinishedWords>()
        .AddSingleton<VisitorPlaces>()
        .AddSingleton<OpenVisitorSockets>().AddHostedService(p => p.GetRequiredService<OpenVisitorSockets>())
        .AddSingleton<Presence>().AddHostedService(p => p.GetRequiredService<Presence>())
        .AddHostedService<PassingSignals>()
        .AddHostedService<InboxFeed>()
        .AddScoped<OpenConversation>()
        .AddScoped<TakeOver>().AddScoped<ReturnToAi>().AddScoped<HandBack>().AddScoped<Resolve>().AddScoped<Reopen>().AddScoped<Archive>().AddScoped<SayAsAgent>().AddScoped<EditMessage>().AddScoped<DeleteMessage>()
        .AddScoped<AskForPerson>().AddScoped<EndConversation>().AddScoped<RateConversation>().AddScoped<RecommendCompany>()
        .AddJob<WatchConversation, WatchConversationHandler>().AddJob<TellOfSilentAgent, TellOfSilentAgentHandler>()
        .AddDaily<ArchiveResolved, ArchiveResolvedHandler>().AddDaily<ForgetSends, ForgetSendsHandler>().AddJob<ArchiveResolvedOf, ArchiveResolvedOfHandler>();

    public static void MapConversations(this WebApplication app)
    {
        app.MapVisitorChat();
        app.MapAgentConversations();
    }
}
