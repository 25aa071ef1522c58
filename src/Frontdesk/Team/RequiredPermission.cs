using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;

namespace Frontdesk.Team;

/// <summary>What an endpoint asks of whoever calls it. On a page, somebody who is not signed in is shown the way in.</summary>
public sealed record RequiredPermission(Permission Permission, bool OnPage);

public static class RequiredPermissionOnEndpoints
{
    public static TBuilder Requires<TBuilder>(this TBuilder endpoints, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new RequiredPermission(permission, OnPage: false));

    public static TBuilder RequiresOnPage<TBuilder>(this TBuilder pages, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        pages.WithMetadata(new RequiredPermission(permission, OnPage: true));
}

/// <summary>Checks before anything of the request is read: 401 or the sign-in page for nobody, 403 for a role that may not.</summary>
public sealed class CheckPermission(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<RequiredPermission>() switch
    {
        null => next(http),
        var required => http.Features.Get<CurrentAgent>() switch
        {
            null when required.OnPage => Pages.SeeOther("/sign-in?return_to=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString)).ExecuteAsync(http),
            null => Problem.Of(401, "not_signed_in", "Sign in first.").ExecuteAsync(http),
            var agent when agent.May(required.Permission) => next(http),
            _ when required.OnPage => Results.StatusCode(StatusCodes.Status403Forbidden).ExecuteAsync(http),
            _ => Problem.Of(403, "not_permitted", "Your role does not allow this. Ask an owner or admin of the workspace.").ExecuteAsync(http),
        },
    };
}
