namespace Frontdesk.Inbox;

public static class InboxFeature
{
    public static IServiceCollection AddInbox(this IServiceCollection services) => services;
}
