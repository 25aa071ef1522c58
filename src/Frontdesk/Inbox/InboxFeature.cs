using Frontdesk.Platform.Layout;

namespace Frontdesk.Inbox;

public static class InboxFeature
{
    public static IServiceCollection AddInbox(this IServiceCollection services) => services
        .AddScoped<InboxList>()
        .AddSingleton(new NavItem("Inbox", "/inbox", "inbox", 10));
}
