using Frontdesk.Chatbots;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Frontdesk.Visitors;
using Microsoft.AspNetCore.Routing;

namespace Frontdesk.Conversations.Live;

/// <summary>
/// The visitors' sockets stand first in the pipeline and do their checks by calls: each middleware in front of an idle
/// socket costs memory for as long as it is open.
/// </summary>
public static class SocketRoutes
{
    public static void UseVisitorSockets(this WebApplication app)
    {
        var side = app.Services.GetRequiredService<VisitorSide>();
        app.Map("/api/public/chat/connect", branch => branch.Run(async context =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                SecurityHeaders.OnRefusal(context);
                await Problem.Of(426, "invalid_request", "This address speaks WebSocket. Without one, use /api/public/chat/history.").ExecuteAsync(context);
                return;
            }

            var key = context.Request.Query["app_key"].ToString() is { Length: > 0 } given ? given : context.Request.Query["appKey"].ToString();
            var (chatbot, problem) = await Find(key, side.Access, context);
            if (chatbot is null)
            {
                SecurityHeaders.OnRefusal(context);
                await problem!.ExecuteAsync(context);
                return;
            }

            using var place = side.Places.Enter(chatbot.WorkspaceId, chatbot.MostSockets);
            if (place is null)
            {
                SecurityHeaders.OnRefusal(context);
                await Problem.Of(429, "too_many_connections", "This chat has as many live connections as it may. Poll /api/public/chat/history instead.", VisitorPlaces.RetryAfter).ExecuteAsync(context);
                return;
            }

            using var webSocket = await context.WebSockets.AcceptWebSocketAsync();
            Forget(context);
            await new VisitorSocket(new FrameSocket(webSocket), chatbot, side).Run();
        }));
    }

    /// <summary>The handlers of broken requests stand behind this branch, so a database that is away is told of here.</summary>
    private static async Task<(ChatbotFacts? Chatbot, IResult? Problem)> Find(string key, VisitorAccess access, HttpContext context)
    {
        try
        {
            return await access.Chatbot(key, context.Request, context.RequestAborted);
        }
        catch (Exception away) when (DatabaseAway.Breaks(away))
        {
            return (null, Platform.Http.Problem.Of(503, "unavailable", "The database does not answer just now. Try again.", TimeSpan.FromSeconds(2)));
        }
    }

    /// <summary>What only the handshake needed would otherwise stay in memory with the socket.</summary>
    private static void Forget(HttpContext context)
    {
        context.Request.Headers.Clear();
        context.Request.QueryString = default;
        context.Features.Set<IRoutingFeature>(null);
        context.SetEndpoint(null);
    }
}
