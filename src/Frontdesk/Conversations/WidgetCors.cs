using Frontdesk.Visitors;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Frontdesk.Conversations;

/// <summary>
/// The visitor API takes no cookies. A browser's first question names no chatbot, so it is answered for every website; the
/// answer that matters is readable for the websites that <see cref="VisitorAccess"/> let in and for no other.
/// </summary>
public static class WidgetCors
{
    public const string Policy = "widget";

    public static IServiceCollection AddWidgetCors(this IServiceCollection services) => services
        .AddTransient<ICorsService, ForAllowedWebsites>()
        .AddCors(cors => cors.AddPolicy(Policy, policy => policy
            .SetIsOriginAllowed(_ => true)
            .WithMethods("GET", "POST")
            .WithHeaders("authorization", "content-type")
            .WithExposedHeaders("retry-after")
            .SetPreflightMaxAge(TimeSpan.FromHours(1))));

    private sealed class ForAllowedWebsites(IOptions<CorsOptions> options, ILoggerFactory loggers) : CorsService(options, loggers)
    {
        public override void ApplyResult(CorsResult result, HttpResponse response)
        {
            if (response.HttpContext.Features.Get<RefusedOrigin>() is null)
            {
                base.ApplyResult(result, response);
            }
        }
    }
}
