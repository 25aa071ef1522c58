using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;
using Npgsql;

namespace Frontdesk.SignIn;

/// <summary>
/// Finds out who asks, once per request: by the dashboard's cookie or a bearer token, and always by the session's row, so
/// that ending a session ends everything that hangs on it at once.
/// </summary>
public sealed class BindCurrentAgent(RequestDelegate next, SessionTokens tokens, SessionDoor door)
{
    public async Task InvokeAsync(HttpContext context, Tenant tenant)
    {
        var bearer = Bearer(context.Request);
        var sessionId = bearer is null ? tokens.ReadCookie(context.Request.Cookies[SessionTokens.Cookie]) : tokens.ReadAccessToken(bearer);
        if (sessionId is { } id && await door.Open(id, context.RequestAborted) is { } agent)
        {
            if (bearer is null && !SameOrigin.Allows(context.Request))
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

    private static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..].Trim()
            : null;
}

/// <summary>The member behind a live session.</summary>
public sealed class SessionDoor(DataSources databases)
{
    public async Task<CurrentAgent?> Open(Guid sessionId, CancellationToken ct)
    {
        await using var command = databases.Application.CreateCommand(
            "select user_id, workspace_id, member_id, role, name, email, title, workspace_name from door_session($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sessionId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new CurrentAgent(sessionId, reader.GetGuid(0), reader.GetGuid(2), reader.GetGuid(1), SnakeCase.Parse<Role>(reader.GetString(3)),
                reader.GetString(4), reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetString(7))
            : null;
    }
}
