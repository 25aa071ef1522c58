using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;

namespace Frontdesk.Installation;

public static class InstallationFeature
{
    private const string Group = "Installation";

    public static IServiceCollection AddInstallation(this IServiceCollection services) => services
        .AddSingleton<AcrossWorkspaces>()
        .AddSingleton<KnownSettings>()
        .AddSingleton<FeatureSwitches>()
        .AddSingleton<RecentErrors>()
        .AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<RecentErrors>())
        .AddSingleton<Health>()
        .AddSingleton<Jobs>()
        .AddSingleton<InstallationLog>()
        .AddSingleton<ReadConversation>()
        .AddSingleton<IPageNotice, InstallationNotices>()
        .AddScoped<ChangeWorkspaces>().AddScoped<FindUsers>().AddScoped<ChangeUsers>().AddScoped<ChangeSettings>().AddScoped<ClearCaches>().AddScoped<Outbox>().AddScoped<ExportInstallationLog>()
        .AddJob<TellOfReset, InstallationMails>()
        .AddJob<SendTestMail, InstallationMails>()
        .AddSingleton(Leaf("Overview", "/installation/overview", "chart-column", 910))
        .AddSingleton(Leaf("Workspaces", "/installation/workspaces", "building-2", 920))
        .AddSingleton(Leaf("Users", "/installation/users", "users", 930))
        .AddSingleton(Leaf("Jobs", "/installation/jobs", "list-checks", 940))
        .AddSingleton(Leaf("Outbox", "/installation/outbox", "mail", 950))
        .AddSingleton(Leaf("Read a conversation", "/installation/read", "eye", 960))
        .AddSingleton(Leaf("Installation log", "/installation/log", "list", 970))
        .AddSingleton(Leaf("Installation", "/installation/settings", "sliders-horizontal", 980));

    private static SettingsItem Leaf(string label, string href, string icon, int order) => new SettingsItem(Group, label, href, icon, order).ForInstallation();
}
