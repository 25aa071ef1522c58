using Frontdesk.Platform.Layout;
using Frontdesk.Team;

namespace Frontdesk.Workspaces;

/// <summary>Lets pages wear the brand of who looks: of the member's workspace, before sign-in of the host name's.</summary>
public sealed class BrandOnPages(RequestDelegate next, Brands brands, CustomDomains domains)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (StatusPages.IsForPeople(http.Request) && await WorkspaceOf(http) is { } workspace && await brands.Of(workspace, http.RequestAborted) is { } brand)
        {
            http.Features.Set(brand.ToBrand());
        }

        await next(http);
    }

    private ValueTask<Guid?> WorkspaceOf(HttpContext http) => http.Features.Get<CurrentAgent>() is { } agent
        ? ValueTask.FromResult<Guid?>(agent.WorkspaceId)
        : domains.WorkspaceOf(http.Request.Host.Host, http.RequestAborted);
}
