using Frontdesk.Platform;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;

namespace Frontdesk.Workspaces;

public static class WorkspacesFeature
{
    public static IServiceCollection AddWorkspaces(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<Brands>()
        .AddSingleton<CustomDomains>()
        .AddSingleton<WorkspaceLimits>()
        .AddSingleton(DnsText.Of(configuration["FRONTDESK_DNS"]))
        .AddScoped<CreateWorkspace>().AddScoped<ChangeWorkspace>().AddScoped<DeleteWorkspace>()
        .AddScoped<ChangeBranding>().AddScoped<ChangeLogo>().AddScoped<CheckDomain>()
        .AddJob<RecheckDomain, CheckDomain>()
        .AddJob<ForgetFiles, ForgetFiles.Handler>()
        .AddHostedService<DomainRounds>()
        .AddSingleton(new SettingsItem("Workspace", "Workspace", "/settings/workspace", "building-2", 110).For(Permission.WorkspaceManage))
        .AddSingleton(new SettingsItem("Workspace", "Branding", "/settings/branding", "paintbrush", 115).For(Permission.WorkspaceManage));

    /// <summary>Before anybody is known.</summary>
    public static void UseKnownHosts(this WebApplication app) => app.UseMiddleware<KnownHosts>();

    /// <summary>After it is known who looks.</summary>
    public static void UseBranding(this WebApplication app) => app.UseMiddleware<BrandOnPages>();
}
