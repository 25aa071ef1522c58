using Frontdesk.Chatbots;
using Frontdesk.Conversations;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Frontdesk.Visitors;

/// <summary>Who a visitor's token says they are.</summary>
public sealed record CurrentVisitor(Guid SessionId, Guid WorkspaceId, Guid ChatbotId, Guid VisitorId);

/// <summary>Who came with a token, and the conversation they were in last.</summary>
public sealed record Arrival(CurrentVisitor Visitor, Guid? Conversation);

/// <summary>The doors of the visitor's side: which chatbot, from which website, with which token.</summary>
public sealed class VisitorAccess(ChatbotDirectory chatbots, CustomDomains domains, WebsiteLimits limits, DataSources databases)
{
    private readonly Gather<byte[], Arrival?> _tokens = new(200, hashes => Find(databases, hashes));

    /// <summary>The chatbot of an app key, for a request from where it comes; else the problem to answer with.</summary>
    public async ValueTask<(ChatbotFacts? Chatbot, ProblemHttpResult? Problem)> Chatbot(string? appKey, HttpRequest request, CancellationToken ct)
    {
        if (await chatbots.Find(appKey, ct) is not { } chatbot)
        {
            return (null, Platform.Http.Problem.NotFound("app_key_unknown", "No chatbot has this app key. Copy the snippet again from the chatbot's Install page."));
        }

        if (await Refuse(chatbot, request, ct) is { } refused)
        {
            return (null, refused);
        }

        return chatbot.Status == ChatbotStatus.Active
            ? (chatbot, null)
            : (null, Platform.Http.Problem.Of(403, "chatbot_inactive", "This chat is switched off at the moment."));
    }

    /// <summary>Why a request from where it comes is not answered: another website, or too many from this one.</summary>
    public async ValueTask<ProblemHttpResult?> Refuse(ChatbotFacts chatbot, HttpRequest request, CancellationToken ct)
    {
        if (!await FromAllowedPlace(chatbot, request, ct))
        {
            request.HttpContext.Features.Set(new RefusedOrigin());
            return Platform.Http.Problem.Of(403, "origin_not_allowed", "This website is not among the chatbot's allowed domains.");
        }

        return limits.Take(chatbot.Id, request.Headers.Origin) is { } wait
            ? Platform.Http.Problem.Of(429, "rate_limited", "This website asks too often. Wait a little and try again.", wait)
            : null;
    }

    /// <summary>
    /// Browsers say where they come from and cannot lie about it; other programs may leave it out. Our own origin is the
    /// widget's frame, which only allowed websites may embed. A name that somebody else points at this server is not ours.
    /// </summary>
    private async ValueTask<bool> FromAllowedPlace(ChatbotFacts chatbot, HttpRequest request, CancellationToken ct) =>
        request.Headers.Origin.ToString() is not { Length: > 0 } origin || chatbot.Allows(origin)
        || SameOrigin.OriginIsOwn(request) && await domains.AreOurs(request.Host, ct);

    /// <summary>False once the visitor's chatbot answers nobody any more: its workspace is suspended or gone.</summary>
    public async ValueTask<bool> IsOpen(CurrentVisitor visitor, CancellationToken ct) =>
        await chatbots.FindById(visitor.WorkspaceId, visitor.ChatbotId, ct) is not null;

    /// <summary>Null where the token opens nothing.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public Task<Arrival?> Arrive(string? token) =>
        token is { Length: > 3 and <= 100 } ? _tokens.Ask(VisitorSession.Hash(token)) : Task.FromResult<Arrival?>(null);

    public async Task<CurrentVisitor?> ByRequest(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.Ordinal)
            ? (await Arrive(header["Bearer ".Length..]))?.Visitor
            : null;

    private static async Task<IReadOnlyList<Arrival?>> Find(DataSources databases, IReadOnlyList<byte[]> hashes)
    {
        await using var command = databases.Application.CreateCommand("select n, id, workspace_id, chatbot_id, visitor_id, conversation_id from door_visitors($1)");
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. hashes] });
        await using var reader = await command.ExecuteReaderAsync();
        var found = new Arrival?[hashes.Count];
        while (await reader.ReadAsync())
        {
            found[reader.GetInt64(0) - 1] = new Arrival(
                new CurrentVisitor(reader.GetGuid(1), reader.GetGuid(2), reader.GetGuid(3), reader.GetGuid(4)), reader.IsDBNull(5) ? null : reader.GetGuid(5));
        }

        return found;
    }
}

public static class VisitorDoor
{
    /// <summary>The visitor's own conversations.</summary>
    public static IQueryable<Conversation> OwnedBy(this IQueryable<Conversation> conversations, CurrentVisitor visitor) =>
        conversations.Where(c => c.VisitorSessionId == visitor.SessionId);
}
