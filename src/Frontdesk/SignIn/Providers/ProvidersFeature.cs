using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Security;
using Frontdesk.Team;

namespace Frontdesk.SignIn.Providers;

public static class ProvidersFeature
{
    /// <summary>Signing in with Google, Microsoft and what a workspace sets up; what a workspace asks of those who enter.</summary>
    public static IServiceCollection AddSignInProviders(this IServiceCollection services) => services
        .AddSingleton(new ProviderPatience())
        .AddSingleton<ProviderWire>()
        .AddSingleton<Discovery>()
        .AddSingleton<ClientSecrets>()
        .AddSingleton<KnownProviders>()
        .AddSingleton<SignInAttempts>()
        .AddSingleton<Newcomers>()
        .AddSingleton<AskProvider>()
        .AddSingleton<ProviderFailures>()
        .AddSingleton<AnswerOfProvider>()
        .AddScoped<SignInWithProvider>()
        .AddScoped<RegisterWithProvider>()
        .AddScoped<ConfirmArrival>()
        .AddScoped<LinkLogin>()
        .AddScoped<SaveSsoConnection>()
        .AddScoped<TestSsoConnection>()
        .AddScoped<OwnersWayIn>()
        .AddScoped<ChangeSecurityPolicy>()
        .AddJob<SendArrivalLetter, SendArrivalLetterHandler>()
        .AddSingleton(new SettingsItem("You", "Linked accounts", LinkedPages.Path, "link", 14))
        .AddSingleton(new SettingsItem("Workspace", "Security", SecurityPages.Path, "lock", 34).For(Permission.SecurityManage))
        .AddSingleton(new SettingsItem("Workspace", "Single sign-on", SsoPages.Path, "key-round", 36).For(Permission.SecurityManage));
}
