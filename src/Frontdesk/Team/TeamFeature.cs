using Frontdesk.Platform.Layout;

namespace Frontdesk.Team;

public static class TeamFeature
{
    public static IServiceCollection AddTeam(this IServiceCollection services) => services
        .AddSingleton(new NavItem("Settings", "/settings", "settings", 90));
}
