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
        .AddSingleton<AgentLimits>()
        .AddScoped<Register>()
        .AddScoped<SignInWithPassword>()
        .AddScoped<StartSession>()
        .AddScoped<EndSessions>()
        .AddHostedService<EndedSessions>();

    /// <summary>Finds out who asks, and turns away who asks too often or may not.</summary>
    public static void UseSignIn(this WebApplication app) => app.UseMiddleware<BindCurrentAgent>().UseMiddleware<LimitRequests>().UseMiddleware<CheckAccess>();
}
