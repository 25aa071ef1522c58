using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;

namespace Frontdesk.SignIn;

/// <summary>
/// Finds out who asks, once per request: by the dashboard's cookie or a bearer token, and always by the session's row, so
/// that ending a session ends everything that hangs on it at once.
/// </summary>
public sealed class BindCurrentAgent(RequestDelegate next, Credentials credentials)
{
    public async Task InvokeAsync(HttpContext context, Tenant tenant)
    {
        if (context.GetEndpoint()?.Rule() is not (VisitorOnly or OpenToVisitors) && await credentials.Of(context, context.RequestAborted) is { } agent)
        {
            if (Credentials.Bearer(context.Request) is null && !SameOrigin.Allows(context.Request))
            {
                await Problem.Of(403, "cross_site", "This request came from another website and was refused.").ExecuteAsync(context);
                return;
            }

            tenant.Bind(agent.WorkspaceId);
            context.Features.Set(agent);
            context.Features.Set(new Viewer(agent.WorkspaceName, agent.Name, agent.Email));
        }

        await next(context);
    }
}
