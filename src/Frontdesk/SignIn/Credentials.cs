using Frontdesk.ApiKeys;
using Frontdesk.Team;

namespace Frontdesk.SignIn;

/// <summary>What a request or a socket's first frame carries to prove who asks.</summary>
public sealed class Credentials(SessionTokens tokens, SessionDoor sessions, ApiKeyDoor keys)
{
    /// <summary>By the bearer token if there is one, else by the dashboard's cookie.</summary>
    public async Task<CurrentAgent?> Of(HttpContext http, CancellationToken ct) => Bearer(http.Request) is { } token
        ? await ByToken(token, http, ct)
        : tokens.ReadCookie(http.Request.SessionCookie()) is { } session ? await sessions.Open(session, http, ct) : null;

    /// <summary>By an API key or a session's access token.</summary>
    public async Task<CurrentAgent?> ByToken(string token, HttpContext http, CancellationToken ct) =>
        KeyToken.Is(token) ? await keys.Open(token, http, ct) : tokens.ReadAccessToken(token) is { } session ? await sessions.Open(session, http, ct) : null;

    /// <summary>
    /// Whether what an open socket was let in with would let it in now, to the same place with the same rights. Does not
    /// count as being seen.
    /// </summary>
    public async Task<bool> StillHold(CurrentAgent agent, string? token, HttpContext http, CancellationToken ct) =>
        await (agent.KeyName is not null && (token ?? Bearer(http.Request)) is { } key ? keys.Open(key, http, ct) : sessions.Look(agent.CredentialId, http, ct)) is { Standing: Standing.Admitted } now
            && now.WorkspaceId == agent.WorkspaceId && now.Permissions.SetEquals(agent.Permissions)
            && (now.ChatbotIds ?? []).SequenceEqual(agent.ChatbotIds ?? []) && now.ChatbotIds is null == agent.ChatbotIds is null;

    public static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..].Trim()
            : null;
}
