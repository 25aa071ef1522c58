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
        .AddScoped<Register>()
        .AddScoped<SignInWithPassword>()
        .AddScoped<StartSession>()
        .AddScoped<EndSessions>()
        .AddHostedService<EndedSessions>()
        .AddSignInProviders();

    /// <summary>Finds out who asks, and turns away who may not.</summary>
    public static void UseSignIn(this WebApplication app) => app.UseMiddleware<BindCurrentAgent>().UseMiddleware<CheckAccess>();
}
