using Frontdesk.Team;

namespace Frontdesk.SignIn;

/// <summary>Who may see a page. A visitor who is not signed in is shown the way in, and comes back afterwards.</summary>
public static class PageAccess
{
    public static TBuilder RequiresOnPage<TBuilder>(this TBuilder pages, Permission permission) where TBuilder : IEndpointConventionBuilder
    {
        pages.WithMetadata(permission);
        return pages.AddEndpointFilter(async (invocation, next) =>
        {
            var http = invocation.HttpContext;
            return http.Features.Get<CurrentAgent>() switch
            {
                null => Platform.Layout.Pages.SeeOther("/sign-in?return_to=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)),
                var agent when agent.May(permission) => await next(invocation),
                _ => TypedResults.StatusCode(StatusCodes.Status403Forbidden),
            };
        });
    }
}
