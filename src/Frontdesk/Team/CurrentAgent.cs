using System.Reflection;
using Frontdesk.Conversations;
using Frontdesk.Platform.Http;

namespace Frontdesk.Team;

/// <summary>The signed-in member, bound once at the edge and passed on as a parameter.</summary>
public sealed record CurrentAgent(
    Guid SessionId, Guid UserId, Guid MemberId, Guid WorkspaceId, Role Role, string Name, string Email, string? Title, string WorkspaceName)
{
    public bool May(Permission permission) => Permissions.Has(Role, permission);

    public AgentView ToView() => new(MemberId, Name, Title, null);

    /// <summary>Endpoints take a <c>CurrentAgent</c> parameter; their group has made sure there is one.</summary>
    public static ValueTask<CurrentAgent> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.Get<CurrentAgent>()
            ?? throw new InvalidOperationException($"{context.Request.Path} asks for a CurrentAgent outside a group that requires one."));
}

public static class RequirePermission
{
    /// <summary>Lets only members with the permission in: 401 for nobody, 403 for a role that may not.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder endpoints, Permission permission) where TBuilder : IEndpointConventionBuilder
    {
        endpoints.WithMetadata(permission);
        return endpoints.AddEndpointFilter(async (invocation, next) => invocation.HttpContext.Features.Get<CurrentAgent>() switch
        {
            null => Problem.Of(401, "not_signed_in", "Sign in first."),
            var agent when agent.May(permission) => await next(invocation),
            _ => Problem.Of(403, "not_permitted", "Your role does not allow this. Ask an owner or admin of the workspace."),
        });
    }
}
