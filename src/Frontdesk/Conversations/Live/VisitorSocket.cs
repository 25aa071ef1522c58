using Frontdesk.Chatbots;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Frontdesk.Visitors;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.Conversations.Live;

/// <summary>What every visitor's socket uses; thousands of them share the one.</summary>
public sealed record VisitorSide(
    VisitorAccess Access, ReceiveMessage Receive, LiveConversations Live, Deliveries Deliveries, ISignals Signals,
    VisitorPlaces Places, OpenVisitorSockets Open, Presence Presence, Drain Drain, IServiceScopeFactory Scopes);

/// <summary>One visitor's socket: proves the token, replays what was missed, then carries messages both ways.</summary>
public sealed class VisitorSocket(FrameSocket socket, ChatbotFacts chatbot, VisitorSide side)
{
    private static readonly TimeSpan AuthenticationPatience = TimeSpan.FromSeconds(5);
    private readonly List<(FollowedConversation Conversation, IDisposable Presence)> _following = new(1); // rarely more than one
    private Typing? _typing;
    private IDisposable? _place;
    private Guid? _latest;

    private sealed record Auth(string Token);
    private sealed record ResumeFrame(Guid ConversationId, long Seq = 0, long Change = 0);
    private sealed record SendFrame(Guid ConversationId, Guid ClientMessageId, string Content, VisitorRoutes.PageContext? Context = null);
    private sealed record TypingFrame(Guid ConversationId);
    private sealed record ReadFrame(Guid ConversationId, long Seq);

    public async Task Run()
    {
        await using var attended = side.Drain.Attend(() => socket.Close(CloseCode.Restart, "The server restarts."));
        try
        {
            if (await Authenticate() is { } visitor)
            {
                while (await socket.Receive() is { } frame)
                {
                    if (!await side.Access.IsOpen(visitor, CancellationToken.None))
                    {
                        OpenVisitorSockets.Close(socket);
                        break;
                    }

                    await Handle(frame, visitor, CancellationToken.None);
                }
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
            side.Open.Remove(socket);
            _typing?.Leave();
            foreach (var (followed, presence) in _following)
            {
                presence.Dispose();
                side.Live.Unfollow(followed.ConversationId, followed);
            }

            await socket.Finish();
            _place?.Dispose();
        }
    }

    private async Task<CurrentVisitor?> Authenticate()
    {
        if (await Token() is not { } token || await side.Access.Arrive(token) is not { } arrival || arrival.Visitor.ChatbotId != chatbot.Id)
        {
            RefuseToken();
            return null;
        }

        if ((_place = side.Places.EnterAs(arrival.Visitor.VisitorId)) is null)
        {
            socket.Close(CloseCode.TooMany, "You have this chat open too often. Poll, or close some.");
            return null;
        }

        _latest = arrival.Conversation;
        side.Open.Add(socket, arrival.Visitor);
        Send("ready", new { session_id = arrival.Visitor.SessionId, conversation_id = _latest });
        return arrival.Visitor;
    }

    /// <summary>The five seconds are the visitor's: how long we look for the token is not their fault.</summary>
    private async Task<string?> Token()
    {
        await using var patience = new Timer(_ => RefuseToken(), null, AuthenticationPatience, Timeout.InfiniteTimeSpan);
        return await socket.Receive() is { Event: "auth" } frame ? frame.Read<Auth>()?.Token : null;
    }

    private void RefuseToken() => socket.Close(CloseCode.NotAuthenticated, "The first frame is auth with a valid token, within 5 seconds.");

    private async Task Handle(Frame frame, CurrentVisitor visitor, CancellationToken ct)
    {
        switch (frame.Event)
        {
            case "ping":
                Send("pong", new { });
                break;
            case "resume" when frame.Read<ResumeFrame>() is { Seq: >= 0, Change: >= 0 } resume:
                await Resume(resume, visitor, ct);
                break;
            case "message:send" when frame.Read<SendFrame>() is { } message:
                await Store(message, visitor, ct);
                break;
            case "typing:start" or "typing:stop" when frame.Read<TypingFrame>() is { } typing && Follows(typing.ConversationId):
                (_typing ??= new Typing(side.Signals, SenderType.Customer, "Visitor")).Says(typing.ConversationId, frame.Event == "typing:start");
                break;
            case "message:read" when frame.Read<ReadFrame>() is { } read && Follows(read.ConversationId):
                await MarkRead(read, visitor, ct);
                break;
            default:
                Send("error", new { code = "invalid_request", detail = $"\"{Platform.Text.CleanText.Cut(frame.Event, 50)}\" is not possible here, or its data has the wrong shape." });
                break;
        }
    }

    private async Task Resume(ResumeFrame resume, CurrentVisitor visitor, CancellationToken ct)
    {
        if (!await Owns(visitor, resume.ConversationId, ct))
        {
            Send("error", new { code = "conversation_not_found", detail = "There is no such conversation in this session." });
            return;
        }

        var followed = new FollowedConversation(socket, resume.ConversationId, new Cursor(resume.Seq, resume.Change), Audience.Visitor,
            seq => side.Deliveries.Note(visitor.WorkspaceId, resume.ConversationId, seq));
        var known = _following.FindIndex(f => f.Conversation.ConversationId == resume.ConversationId);
        if (known < 0)
        {
            _following.Add((followed, side.Presence.Come(resume.ConversationId, visitor)));
        }
        else
        {
            side.Live.Unfollow(resume.ConversationId, _following[known].Conversation);
            _following[known] = (followed, _following[known].Presence);
        }

        side.Live.Follow(visitor.WorkspaceId, resume.ConversationId, followed);
    }

    private bool Follows(Guid conversationId) => _following.Exists(f => f.Conversation.ConversationId == conversationId);

    private async Task Store(SendFrame message, CurrentVisitor visitor, CancellationToken ct)
    {
        if (!await Owns(visitor, message.ConversationId, ct))
        {
            Refuse(message, new MessageRefused(404, "conversation_not_found", "There is no such conversation in this session."));
            return;
        }

        try
        {
            var (stored, landed, refused) = await side.Receive.From(visitor, message.ConversationId, message.ClientMessageId, message.Content, ct);
            if (refused is not null)
            {
                Refuse(message, refused);
                return;
            }

            Send("message:ack", new { client_message_id = message.ClientMessageId, id = stored!.Id, conversation_id = landed, seq = stored.Seq, created_at = stored.CreatedAt });
        }
        catch (Exception away) when (DatabaseAway.Explains(away))
        {
            Refuse(message, new MessageRefused(503, "unavailable", "The message could not be stored just now. Keep it and try again."));
        }
    }

    private void Refuse(SendFrame message, MessageRefused refused) => Send("message:refused", new
    {
        client_message_id = message.ClientMessageId,
        code = refused.Code,
        detail = refused.Detail,
        retry_after = refused.RetryAfter is { } wait ? (int?)Math.Ceiling(wait.TotalSeconds) : null,
    });

    private async Task MarkRead(ReadFrame read, CurrentVisitor visitor, CancellationToken ct)
    {
        await using var scope = ScopeOf(visitor);
        await Conversations.MarkRead.By(visitor, read.ConversationId, read.Seq, scope.ServiceProvider.GetRequiredService<FrontdeskDb>(), scope.ServiceProvider.GetRequiredService<TimeProvider>(), ct);
    }

    /// <summary>What was proved once holds for the life of the socket: a conversation never changes hands.</summary>
    private async Task<bool> Owns(CurrentVisitor visitor, Guid conversationId, CancellationToken ct)
    {
        if (conversationId == _latest || Follows(conversationId))
        {
            return true;
        }

        await using var scope = ScopeOf(visitor);
        return await scope.ServiceProvider.GetRequiredService<FrontdeskDb>().Conversations.OwnedBy(visitor).AnyAsync(c => c.Id == conversationId, ct);
    }

    private AsyncServiceScope ScopeOf(CurrentVisitor visitor)
    {
        var scope = side.Scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(visitor.WorkspaceId);
        return scope;
    }

    private void Send<T>(string name, T data) => socket.Send(Frames.Of(name, data));
}
