using Microsoft.AspNetCore.Identity;

namespace Frontdesk.SignIn;

public static class SignInFeature
{
    public static IServiceCollection AddSignIn(this IServiceCollection services) => services
        .Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000)
        .AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>()
        .AddSingleton<SessionTokens>()
        .AddSingleton<SessionDoor>()
        .AddSingleton<SignInLimits>()
        .AddScoped<Register>()
        .AddScoped<SignInWithPassword>()
        .AddScoped<StartSession>()
        .AddScoped<EndSession>()
        .AddHostedService<EndedSessions>();

    public static void UseSignIn(this WebApplication app) => app.UseMiddleware<BindCurrentAgent>();
}
