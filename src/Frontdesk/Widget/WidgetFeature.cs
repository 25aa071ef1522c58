namespace Frontdesk.Widget;

public static class WidgetFeature
{
    public static IServiceCollection AddWidget(this IServiceCollection services) => services
        .AddSingleton(new WidgetFiles(Path.Combine(AppContext.BaseDirectory, "widget")))
        .AddSingleton<InstallationSeen>();
}
