using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Platform.Database;

public static class DatabaseFeature
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new DataSources(connectionString)); // made here, so that the host disposes of it
        services.AddScoped<Tenant>();
        services.AddDbContext<FrontdeskDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<DataSources>().Application)
            .AddInterceptors(new WorkspaceOnConnection(), new ForgetPreparedAfterFailure(), new AnnounceAfterCommit()));
        return services;
    }
}
