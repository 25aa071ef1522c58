using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Layout;
using Frontdesk.Team.Audit;
using Frontdesk.Team.Invitations;
using Frontdesk.Team.Members;

namespace Frontdesk.Team;

public static class TeamFeature
{
    public static IServiceCollection AddTeam(this IServiceCollection services) => services
        .AddScoped<ChangeMember>().AddScoped<DeactivateMember>().AddScoped<ReactivateMember>().AddScoped<RemoveMember>()
        .AddSingleton<InvitationDoor>().AddSingleton<InvitationLimits>()
        .AddScoped<InviteMember>().AddScoped<ResendInvitation>().AddScoped<RevokeInvitation>().AddScoped<AcceptInvitation>()
        .AddJob<SendInvitation, SendInvitationHandler>()
        .AddScoped<ExportAuditLog>().AddScoped<KeepAuditLog>().AddDaily<ForgetAuditLines, ForgetAuditLinesHandler>()
        .AddSingleton(new SettingsItem("Workspace", "Team", "/settings/team", "users", 20).For(Permission.TeamView))
        .AddSingleton(new SettingsItem("Workspace", "Roles", "/settings/roles", "key-round", 21).For(Permission.TeamView))
        .AddSingleton(new SettingsItem("Workspace", "Audit log", "/settings/audit-log", "list", 60).For(Permission.AuditView))
        .AddSingleton(new NavItem("Settings", "/settings", "settings", 90));

    public static void MapTeamApi(this IEndpointRouteBuilder routes)
    {
        routes.MapMembersApi();
        routes.MapInvitationsApi();
        routes.MapAuditApi();
    }

    public static void MapTeamPages(this IEndpointRouteBuilder pages)
    {
        TeamPages.MapTeamPages(pages);
        pages.MapInvitationPages();
        pages.MapAuditPages();
    }
}
