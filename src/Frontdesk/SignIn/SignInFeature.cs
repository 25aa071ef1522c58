using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Layout;
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
        .AddScoped<Register>()
        .AddScoped<SignInWithPassword>()
        .AddScoped<ContinueSignIn>()
        .AddScoped<EndSessions>()
        .AddScoped<MySessions>()
        .AddSecondFactor()
        .AddHostedService<EndedSessions>()
        .AddSingleton(new SettingsItem("You", "Two-factor sign-in", "/account/two-factor", "lock", 4))
        .AddSingleton(new SettingsItem("You", "Sessions", "/account/sessions", "monitor", 5));

    /// <summary>Finds out who asks, and turns away who may not.</summary>
    public static void UseSignIn(this WebApplication app)
    {
        app.Services.GetRequiredService<PasswordCheck>(); // makes its hash now, not during somebody's first try
        app.UseMiddleware<BindCurrentAgent>().UseMiddleware<CheckAccess>();
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
