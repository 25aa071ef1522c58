using Frontdesk.Chatbots;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Frontdesk.Visitors;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.Conversations.Live;

/// <summary>One visitor's socket: proves the token, replays what was missed, then carries messages both ways.</summary>
public sealed class VisitorSocket(
    FrameSocket socket, ChatbotFacts chatbot, VisitorAccess access, ReceiveMessage receive, LiveConversations live, Deliveries deliveries, ISignals signals, VisitorPlaces places, OpenVisitorSockets open, Presence presence, Drain drain, IServiceScopeFactory scopes)
{
    private static readonly TimeSpan AuthenticationPatience = TimeSpan.FromSeconds(5);
    private readonly Dictionary<Guid, FollowedConversation> _following = [];
    private readonly Typing _typing = new(signals, SenderType.Customer, "Visitor");
    private readonly Dictionary<Guid, IDisposable> _present = [];
    private IDisposable? _place;

    private sealed record Auth(string Token);
    private sealed record ResumeFrame(Guid ConversationId, long Seq = 0, long Change = 0);
    private sealed record SendFrame(Guid ConversationId, Guid ClientMessageId, string Content, VisitorRoutes.PageContext? Context = null);
    private sealed record TypingFrame(Guid ConversationId);
    private sealed record ReadFrame(Guid ConversationId, long Seq);

    public async Task Run()
    {
        await using var attended = drain.Attend(() => socket.Close(CloseCode.Restart, "The server restarts."));
        try
        {
            if (await Authenticate(CancellationToken.None) is { } visitor)
            {
                while (await socket.Receive() is { } frame)
                {
                    if (!await access.IsOpen(visitor, CancellationToken.None))
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
        finally
        {
            open.Remove(socket);
            _typing.Leave();
            foreach (var there in _present.Values)
            {
                there.Dispose();
            }

            foreach (var followed in _following.Values)
            {
                live.Unfollow(followed.ConversationId, followed);
            }

            await socket.Finish();
            _place?.Dispose();
        }
    }

    private async Task<CurrentVisitor?> Authenticate(CancellationToken ct)
    {
        await using var patience = new Timer(_ => Refuse(), null, AuthenticationPatience, Timeout.InfiniteTimeSpan);
        if (await socket.Receive() is { Event: "auth" } frame && frame.Read<Auth>() is { } auth
            && await access.ByToken(auth.Token, ct) is { } visitor && visitor.ChatbotId == chatbot.Id)
        {
            if ((_place = places.EnterAs(visitor.VisitorId)) is null)
            {
                socket.Close(CloseCode.TooMany, "You have this chat open too often. Poll, or close some.");
                return null;
            }

            open.Add(socket, visitor);
            Send("ready", new { session_id = visitor.SessionId, conversation_id = await LatestConversation(visitor, ct) });
            return visitor;
        }

        Refuse();
        return null;

        void Refuse() => socket.Close(CloseCode.NotAuthenticated, "The first frame is auth with a valid token, within 5 seconds.");
    }

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
            case "typing:start" or "typing:stop" when frame.Read<TypingFrame>() is { } typing && _following.ContainsKey(typing.ConversationId):
                _typing.Says(typing.ConversationId, frame.Event == "typing:start");
                break;
            case "message:read" when frame.Read<ReadFrame>() is { } read && _following.ContainsKey(read.ConversationId):
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

        if (_following.Remove(resume.ConversationId, out var before))
        {
            live.Unfollow(before.ConversationId, before);
        }

        if (!_present.ContainsKey(resume.ConversationId))
        {
            _present[resume.ConversationId] = presence.Come(resume.ConversationId, visitor);
        }

        var followed = new FollowedConversation(socket, resume.ConversationId, new Cursor(resume.Seq, resume.Change), Audience.Visitor,
            seq => deliveries.Note(visitor.WorkspaceId, resume.ConversationId, seq));
        _following[resume.ConversationId] = followed;
        live.Follow(visitor.WorkspaceId, resume.ConversationId, followed);
    }

    private async Task Store(SendFrame message, CurrentVisitor visitor, CancellationToken ct)
    {
        if (!await Owns(visitor, message.ConversationId, ct))
        {
            Refuse(message, new MessageRefused(404, "conversation_not_found", "There is no such conversation in this session."));
            return;
        }

        try
        {
            var (stored, landed, refused) = await receive.From(visitor, message.ConversationId, message.ClientMessageId, message.Content, ct);
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
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        if (await db.Hold(db.Conversations.OwnedBy(visitor), read.ConversationId, ct) is { } conversation)
        {
            conversation.ReadByVisitor(read.Seq);
            await db.SaveAndAnnounce(conversation, ct);
        }
    }

    /// <summary>What was proved once holds for the life of the socket: a conversation never changes hands.</summary>
    private async Task<bool> Owns(CurrentVisitor visitor, Guid conversationId, CancellationToken ct)
    {
        if (_following.ContainsKey(conversationId))
        {
            return true;
        }

        await using var scope = ScopeOf(visitor);
        return await scope.ServiceProvider.GetRequiredService<FrontdeskDb>().Conversations.OwnedBy(visitor).AnyAsync(c => c.Id == conversationId, ct);
    }

    private async Task<Guid?> LatestConversation(CurrentVisitor visitor, CancellationToken ct)
    {
        await using var scope = ScopeOf(visitor);
        return await scope.ServiceProvider.GetRequiredService<FrontdeskDb>().Conversations.OwnedBy(visitor)
            .OrderByDescending(c => c.CreatedAt).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct);
    }

    private AsyncServiceScope ScopeOf(CurrentVisitor visitor)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(visitor.WorkspaceId);
        return scope;
    }

    private void Send<T>(string name, T data) => socket.Send(Frames.Of(name, data));
}
