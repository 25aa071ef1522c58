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
        .AddRegistering()
        .AddProofs()
        .AddProfile()
        .AddScoped<SignInWithPassword>()
        .AddSingleton<Memberships>()
        .AddScoped<StartSession>()
        .AddScoped<EndSessions>()
        .AddHostedService<EndedSessions>()
        .AddSignInProviders();

    private static IServiceCollection AddRegistering(this IServiceCollection services) => services
        .AddScoped<Register>()
        .AddSingleton<FoundWorkspace>()
        .AddSingleton<RegisteringBrowser>()
        .AddScoped<VerifyEmail>()
        .AddScoped<RepeatVerification>()
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
        .AddScoped<OwnPassword>()
        .AddScoped<ChangePassword>()
        .AddScoped<ChangeEmail>();

    /// <summary>Finds out who asks, and turns away who may not.</summary>
    public static void UseSignIn(this WebApplication app) => app.UseMiddleware<BindCurrentAgent>().UseMiddleware<CheckAccess>();
}
