using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.Conversations.Live;

/// <summary>One member's socket: a dashboard page or an integration. Subscriptions pass the same door as queries.</summary>
public sealed class AgentSocket(
    FrameSocket socket, HttpContext http, Credentials credentials, AgentLimits limits, LiveConversations live, WorkspaceSockets sockets, ISignals signals, Presence presence, Drain drain, IServiceScopeFactory scopes)
{
    private static readonly TimeSpan AuthenticationPatience = TimeSpan.FromSeconds(5);
    private readonly Dictionary<Guid, FollowedConversation> _following = [];
    private readonly Dictionary<Guid, IDisposable> _watching = [];
    private Typing? _typing;

    /// <summary>What the first frame proved; null where the dashboard's cookie did.</summary>
    private string? _token;

    private sealed record Auth(string Token);
    private sealed record Subscription(bool Inbox = false, Guid? ConversationId = null, long Seq = 0, long Change = 0);
    private sealed record SendFrame(Guid ConversationId, Guid ClientMessageId, string Content);
    private sealed record TypingFrame(Guid ConversationId);

    /// <param name="agent">Known by the dashboard's cookie; null where the first frame has to say who it is.</param>
    public async Task Run(CurrentAgent? agent)
    {
        await using var attended = drain.Attend(() => socket.Close(CloseCode.Restart, "The server restarts."));
        try
        {
            agent ??= await Authenticate(CancellationToken.None);
            if (agent is { Standing: Standing.Admitted })
            {
                await Serve(agent, CancellationToken.None);
            }
            else if (agent is not null)
            {
                socket.Close(CloseCode.NotPermitted, "This workspace asks for a second factor. Set one up first.");
            }
        }
        catch (MalformedFrameException malformed)
        {
            socket.Close(CloseCode.Malformed, malformed.Message);
        }
        catch (Exception away) when (DatabaseAway.Breaks(away))
        {
            socket.Close(CloseCode.Restart, "The database does not answer just now. Come back in a moment.");
        }
        finally
        {
            await socket.Finish();
        }
    }

    private async Task Serve(CurrentAgent agent, CancellationToken ct)
    {
        sockets.Add(agent.WorkspaceId, agent.CredentialId, agent.MemberId, socket, topic => agent.Hears(topic), Stays);
        try
        {
            if (!await Stays(ct))
            {
                WorkspaceSockets.End(socket); // ended after the door was passed and before anybody could have closed this
            }

            Send("ready", new { member_id = agent.MemberId, workspace_id = agent.WorkspaceId });
            while (await socket.Receive() is { } frame)
            {
                await Handle(frame, agent, CancellationToken.None);
            }
        }
        finally
        {
            sockets.Remove(agent.WorkspaceId, socket);
            _typing?.Leave();
            foreach (var id in _following.Keys.ToList())
            {
                Unfollow(id);
            }
        }

        Task<bool> Stays(CancellationToken asked) => credentials.StillHold(agent, _token, http, asked);
    }

    private async Task<CurrentAgent?> Authenticate(CancellationToken ct)
    {
        if (await Token() is { } token && await credentials.ByToken(token, http, ct) is { } agent && await limits.Take(agent, overApi: true, ct) is null)
        {
            _token = token;
            return agent;
        }

        RefuseToken();
        return null;
    }

    /// <summary>The five seconds are the caller's: how long we look for the token is not their fault.</summary>
    private async Task<string?> Token()
    {
        await using var patience = new Timer(_ => RefuseToken(), null, AuthenticationPatience, Timeout.InfiniteTimeSpan);
        return await socket.Receive() is { Event: "auth" } frame ? frame.Read<Auth>()?.Token : null;
    }

    private void RefuseToken() => socket.Close(CloseCode.NotAuthenticated, "The first frame is auth with a valid access token, within 5 seconds.");

    private async Task Handle(Frame frame, CurrentAgent agent, CancellationToken ct)
    {
        switch (frame.Event)
        {
            case var name when MemberFrames.Rules.ContainsKey(name) && !MemberFrames.Allows(name, agent):
                Refuse(frame);
                break;
            case "ping":
                Send("pong", new { });
                break;
            case "subscribe" when frame.Read<Subscription>() is { } wish:
                await Subscribe(wish, agent, ct);
                break;
            case "unsubscribe" when frame.Read<Subscription>() is { ConversationId: { } id }:
                Unfollow(id);
                break;
            case "typing:start" or "typing:stop" when frame.Read<TypingFrame>() is { } typing && _following.ContainsKey(typing.ConversationId):
                (_typing ??= new Typing(signals, SenderType.Agent, agent.Name)).Says(typing.ConversationId, frame.Event == "typing:start");
                break;
            case "message:send" when frame.Read<SendFrame>() is { } message:
                await Store(message, agent, ct);
                break;
            default:
                Send("error", new { code = "invalid_request", detail = $"\"{Platform.Text.CleanText.Cut(frame.Event, 50)}\" is not possible here, or its data has the wrong shape." });
                break;
        }
    }

    /// <summary>A message that is not taken is named, so that whoever sent it does not wait for it.</summary>
    private void Refuse(Frame frame)
    {
        const string Code = "not_permitted", Detail = "Your role does not allow this.";
        if (frame is { Event: "message:send" } && frame.Read<SendFrame>() is { } message)
        {
            Send("message:refused", new { client_message_id = message.ClientMessageId, code = Code, detail = Detail });
        }
        else
        {
            Send("error", new { code = Code, detail = Detail });
        }
    }

    private async Task Subscribe(Subscription wish, CurrentAgent agent, CancellationToken ct)
    {
        if (wish.Inbox)
        {
            sockets.WatchLists(agent.WorkspaceId, socket);
        }

        if (wish.ConversationId is not { } id)
        {
            return;
        }

        await using var scope = ScopeOf(agent);
        if (!await scope.ServiceProvider.GetRequiredService<FrontdeskDb>().Conversations.VisibleTo(agent).AnyAsync(c => c.Id == id, ct))
        {
            Send("error", new { code = "conversation_not_found", detail = "There is no such conversation for you." });
            return;
        }

        Unfollow(id);
        var followed = new FollowedConversation(socket, id, new Cursor(wish.Seq, wish.Change), agent.SeesContacts() ? Audience.Member : Audience.MemberWithoutContacts);
        _following[id] = followed;
        live.Follow(agent.WorkspaceId, id, followed);
        _watching[id] = presence.Watch(id);
    }

    private void Unfollow(Guid id)
    {
        if (_following.Remove(id, out var followed))
        {
            live.Unfollow(id, followed);
            _watching[id].Dispose();
        }
    }

    private async Task Store(SendFrame message, CurrentAgent agent, CancellationToken ct)
    {
        await using var scope = ScopeOf(agent);
        var refused = ReceiveMessage.Refuse(message.Content);
        var (code, detail) = (refused?.Code, refused?.Detail);
        if (refused is null)
        {
            try
            {
                if (await limits.Take(agent, overApi: agent.KeyName is not null, ct) is { } wait)
                {
                    Send("message:refused", new { client_message_id = message.ClientMessageId, code = "rate_limited", detail = "Too many requests. Wait a little and send it again.", retry_after = (int)Math.Ceiling(wait.TotalSeconds) });
                    return;
                }

                var (stored, problem) = await scope.ServiceProvider.GetRequiredService<SayAsAgent>().In(message.ConversationId, message.ClientMessageId, message.Content, agent, ct);
                if (stored is not null)
                {
                    Send("message:ack", new { client_message_id = message.ClientMessageId, id = stored.Id, conversation_id = message.ConversationId, seq = stored.Seq, created_at = stored.CreatedAt });
                    return;
                }

                (code, detail) = ("not_allowed_now", (problem as ProblemHttpResult)?.ProblemDetails.Detail);
            }
            catch (Exception away) when (DatabaseAway.Explains(away))
            {
                (code, detail) = ("unavailable", "The message could not be stored just now. Try again.");
            }
        }

        Send("message:refused", new { client_message_id = message.ClientMessageId, code, detail });
    }

    private AsyncServiceScope ScopeOf(CurrentAgent agent)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(agent.WorkspaceId);
        return scope;
    }

    private void Send<T>(string name, T data) => socket.Send(Frames.Of(name, data));
}
