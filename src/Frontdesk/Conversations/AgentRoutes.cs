using Frontdesk.Conversations.Live;
using Frontdesk.Platform;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Frontdesk.SignIn;
using Frontdesk.Team;

namespace Frontdesk.Conversations;

/// <summary>What members do to a conversation, over HTTP. The dashboard's pages call the same use cases.</summary>
public static class AgentRoutes
{
    public static void MapAgentConversations(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup("/api/v1/conversations").WithTags("Conversations").Requires(Permission.ConversationView);
        reading.MapGet("", ListConversations.Handle);
        reading.MapGet("/{id:guid}", ShowConversation.Handle);
        reading.MapGet("/{id:guid}/messages", ShowConversation.Messages);

        var acting = routes.MapGroup("/api/v1/conversations/{id:guid}").WithTags("Conversations").Requires(Permission.ConversationReply);
        acting.MapPost("/takeover", (Guid id, TakeOver.Request? body, CurrentAgent agent, TakeOver takeOver, CancellationToken ct) => takeOver.Handle(id, body ?? new(), agent, ct));
        acting.MapPost("/return-to-ai", (Guid id, CurrentAgent agent, ReturnToAi returning, CancellationToken ct) => returning.Handle(id, agent, ct));
        acting.MapPost("/resolve", (Guid id, CurrentAgent agent, Resolve resolve, CancellationToken ct) => resolve.Handle(id, agent, ct));
        acting.MapPost("/reopen", (Guid id, CurrentAgent agent, Reopen reopen, CancellationToken ct) => reopen.Handle(id, agent, ct));
        acting.MapPost("/archive", (Guid id, CurrentAgent agent, Archive archive, CancellationToken ct) => archive.Handle(id, agent, ct));
        acting.MapPost("/read", MarkRead.Handle);

        var sending = routes.MapGroup("/api/v1/conversations/{id:guid}").WithTags("Conversations").Requires(Permission.ConversationReply, KeyScopes.MessageSend);
        sending.MapPost("/messages", (Guid id, SayAsAgent.Request body, CurrentAgent agent, SayAsAgent say, CancellationToken ct) => say.Handle(id, body, agent, ct));
        sending.MapPatch("/messages/{messageId:guid}", (Guid id, Guid messageId, EditMessage.Request body, CurrentAgent agent, EditMessage edit, CancellationToken ct) => edit.Handle(id, messageId, body, agent, ct));
        sending.MapDelete("/messages/{messageId:guid}", (Guid id, Guid messageId, CurrentAgent agent, DeleteMessage delete, CancellationToken ct) => delete.Handle(id, messageId, agent, ct));

        routes.Map("/api/v1/realtime", Connect).ExcludeFromDescription().Open("the first frame proves who asks, and every subscription passes its door");
    }

    private static async Task Connect(
        HttpContext context, Credentials credentials, AgentLimits limits, LiveConversations live, WorkspaceSockets sockets, ISignals signals, Presence presence, IServiceScopeFactory scopes, Drain drain)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Problem.Of(426, "invalid_request", "This address speaks WebSocket.").ExecuteAsync(context);
            return;
        }

        using var webSocket = await context.WebSockets.AcceptWebSocketAsync();
        await new AgentSocket(new FrameSocket(webSocket), context, credentials, limits, live, sockets, signals, presence, drain, scopes).Run(context.Features.Get<CurrentAgent>());
    }
}
