using System.Reflection;
using Frontdesk.Conversations;

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
