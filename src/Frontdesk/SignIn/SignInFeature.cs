using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Profile;
using Frontdesk.SignIn.Proofs;
using Frontdesk.SignIn.Providers;
using Frontdesk.Team;
using Microsoft.AspNetCore.Identity;

namespace Frontdesk.SignIn;

public static class SignInFeature
{
    public static IServiceCollection AddSignIn(this IServiceCollection services) => services
        .Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000)
        .AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>()
        .AddSingleton<SessionTokens>()
        .AddSingleton<SessionDoor>()
        .AddSingleton<Credentials>()
        .AddSingleton<SignInLimits>()
        .AddSingleton<Memberships>()
        .AddSingleton<StartSession>()
        .AddSingleton<AgentLimits>()
        .AddRegistering()
        .AddProofs()
        .AddProfile()
        .AddScoped<SignInWithPassword>()
        .AddScoped<ContinueSignIn>()
        .AddScoped<EndSessions>()
        .AddScoped<MySessions>()
        .AddSecondFactor()
        .AddHostedService<EndedSessions>()
        .AddSignInProviders()
        .AddSingleton(new SettingsItem("You", "Two-factor sign-in", "/account/two-factor", "lock", 11))
        .AddSingleton(new SettingsItem("You", "Sessions", "/account/sessions", "monitor", 12));

    private static IServiceCollection AddRegistering(this IServiceCollection services) => services
        .AddScoped<Register>()
        .AddSingleton<FoundWorkspace>()
        .AddSingleton<RegisteringBrowser>()
        .AddScoped<VerifyEmail>()
        .AddScoped<RepeatVerification>()
        .AddScoped<AwaitedMail>()
        .AddJob<SendRegistrationMail, RegistrationMails>()
        .AddJob<RepeatRegistrationMail, RegistrationMails>()
        .AddJob<WelcomeOwner, RegistrationMails>();

    private static IServiceCollection AddProofs(this IServiceCollection services) => services
        .AddScoped<ForgotPassword>()
        .AddScoped<ResetPassword>()
        .AddScoped<ConfirmEmail>()
        .AddJob<SendResetMail, ProofMails>()
        .AddJob<SendNewAddressMail, ProofMails>()
        .AddJob<SendAccountNotice, ProofMails>()
        .AddJob<RecordForPerson, RecordsForPerson>();

    private static IServiceCollection AddProfile(this IServiceCollection services) => services
        .AddSingleton(new SettingsItem("You", "Profile", "/account", "user", 10))
        .AddScoped<ChangeProfile>()
        .AddScoped<Avatars>()
        .AddScoped<ChangePassword>()
        .AddScoped<ChangeEmail>();

    /// <summary>Finds out who asks, and turns away who asks too often or may not.</summary>
    public static void UseSignIn(this WebApplication app)
    {
        app.Services.GetRequiredService<PasswordCheck>(); // makes its hash now, not during somebody's first try
        app.UseMiddleware<BindCurrentAgent>().UseMiddleware<LimitRequests>().UseMiddleware<CheckAccess>();
    }

    private static IServiceCollection AddSecondFactor(this IServiceCollection services) => services
        .AddSingleton<PasswordCheck>()
        .AddSingleton<SecondStep>()
        .AddSingleton<TotpSecrets>()
        .AddScoped<SignInTries>()
        .AddScoped<FreshProof>()
        .AddScoped<CheckSecondFactor>()
        .AddScoped<TwoFactor>()
        .AddJob<TellOfSecondFactor, SendSecondFactorNews>();
}
