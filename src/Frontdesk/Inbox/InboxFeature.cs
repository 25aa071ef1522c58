using Frontdesk.Platform.Layout;
using Frontdesk.Team;

namespace Frontdesk.Inbox;

public static class InboxFeature
{
    public static IServiceCollection AddInbox(this IServiceCollection services) => services
        .AddScoped<InboxList>()
        .AddSingleton(new NavItem("Inbox", "/inbox", "inbox", 10).For(Permission.ConversationView));
}
