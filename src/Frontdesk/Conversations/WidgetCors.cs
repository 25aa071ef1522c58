namespace Frontdesk.Conversations;

/// <summary>
/// The visitor API may be called from any page: it takes no cookies, and each use case checks the Origin against the
/// chatbot's allowed domains itself (<see cref="Visitors.VisitorAccess"/>).
/// </summary>
public static class WidgetCors
{
    public const string Policy = "widget";

    public static IServiceCollection AddWidgetCors(this IServiceCollection services) => services.AddCors(cors => cors.AddPolicy(Policy, policy => policy
        .AllowAnyOrigin()
        .WithMethods("GET", "POST")
        .WithHeaders("authorization", "content-type")
        .WithExposedHeaders("retry-after")
        .SetPreflightMaxAge(TimeSpan.FromHours(1))));
}
