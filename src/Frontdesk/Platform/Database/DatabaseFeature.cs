using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Platform.Database;

public static class DatabaseFeature
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(new DataSources(connectionString));
        services.AddScoped<Tenant>();
        services.AddDbContext<FrontdeskDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<DataSources>().Application)
            .AddInterceptors(new WorkspaceOnConnection()));
        return services;
    }
}
