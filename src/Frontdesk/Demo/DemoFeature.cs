using Frontdesk.Platform;

namespace Frontdesk.Demo;

/// <summary>With --demo: a small shop with its own knowledge, an owner and an agent, and a page with the widget at /demo.</summary>
public static class DemoFeature
{
    public static IServiceCollection AddDemo(this IServiceCollection services, StartOptions start) =>
        start.Demo ? services.AddScoped<SeedDemo>() : services;

    public static void MapDemo(this WebApplication app, StartOptions start)
    {
        if (start.Demo)
        {
            ShopPage.Map(app);
        }
    }

    public static async Task SeedDemo(this WebApplication app, StartOptions start)
    {
        if (start.Demo)
        {
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<SeedDemo>().Once(start.DemoPassword);
        }
    }
}
