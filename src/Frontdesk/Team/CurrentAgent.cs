using System.Collections.Frozen;
using System.Reflection;
using Frontdesk.Platform.Http;
using Frontdesk.SignIn;

namespace Frontdesk.Team;

/// <summary>Who asks, as a member of one workspace: bound once at the edge and passed on as a parameter.</summary>
/// <param name="CredentialId">The session or the API key. Ending it closes what hangs on it.</param>
public sealed record CurrentAgent(
    Guid CredentialId, Guid UserId, Guid MemberId, Guid WorkspaceId, Role Role, string Name, string Email, string? Title, string WorkspaceName)
{
    /// <summary>What the role, the grants beside it and the scopes of a key leave.</summary>
    public FrozenSet<Permission> Permissions { get; init; } = Team.Permissions.Of(Role);

    /// <summary>The chatbots the member is limited to; null for all of them.</summary>
    public IReadOnlyList<Guid>? ChatbotIds { get; init; }

    /// <summary>The name of the API key that asks in the member's name; null for the member in person.</summary>
    public string? KeyName { get; init; }

    /// <summary>The narrow scopes of a key (<see cref="KeyScopes"/>); empty for a member in person.</summary>
    public FrozenSet<string> Scopes { get; init; } = [];

    /// <summary>How many requests an hour the key may make; null where the usual limits hold.</summary>
    public int? RequestsPerHour { get; init; }

    /// <summary>May see every workspace's health, and no conversation.</summary>
    public bool IsSuperAdmin { get; init; }

    public Standing Standing { get; init; } = Standing.Admitted;

    /// <summary>How the session began: "password", "google", "sso:0199…"; of no meaning for a key.</summary>
    public string SignedInWith { get; init; } = SignInMethods.Password;

    /// <summary>The workspace's own provider vouches, and for this workspace alone: the account itself is out of reach.</summary>
    public bool ActsOnlyHere => SignInMethods.Kind(SignedInWith) == SignInMethods.Sso;

    public RequestOrigin From { get; init; } = RequestOrigin.None;

    /// <summary>A member limited to chosen chatbots makes no new one: they would not see it.</summary>
    public bool May(Permission permission) => Permissions.Contains(permission) && !IsBeyondLimit(permission);

    /// <summary>Whether it is the limit to chosen chatbots, and not the role, that stands in the way.</summary>
    public bool IsBeyondLimit(Permission permission) => ChatbotIds is not null && permission == Permission.ChatbotCreate;

    public bool Covers(Guid chatbotId) => ChatbotIds is null || ChatbotIds.Contains(chatbotId);

    /// <summary>Endpoints take a <c>CurrentAgent</c> parameter; their rule has made sure there is one.</summary>
    public static ValueTask<CurrentAgent> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.Get<CurrentAgent>()
            ?? throw new InvalidOperationException($"{context.Request.Path} asks for a CurrentAgent, and its rule lets others in."));
}

/// <summary>How far a live session reaches just now.</summary>
public enum Standing
{
    Admitted,

    /// <summary>The workspace asks for a second factor and there is none yet: only the way to set one up is open.</summary>
    NeedsSecondFactor,
}
