using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Visitors;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>Why a visitor's message was not stored. <c>RetryAfter</c> only with <c>rate_limited</c>.</summary>
public sealed record MessageRefused(int Status, string Code, string Detail, TimeSpan? RetryAfter = null)
{
    public IResult AsProblem() => Problem.Of(Status, Code, Detail, RetryAfter);

    public static MessageRefused TooFast(TimeSpan wait) => new(429, "rate_limited",
        $"You are writing very fast. Please wait {(int)Math.Ceiling(wait.TotalSeconds)} seconds.", wait);
}

/// <summary>
/// A visitor says something in a conversation of theirs. Used by the socket and by HTTP. The fast path is a single append;
/// a conversation that is over takes the slow one: it is reopened, or a new one continues it.
/// </summary>
public sealed class ReceiveMessage(MessageLog log, IServiceScopeFactory scopes, TimeProvider clock)
{
    public const int LongestMessage = 4000;

    /// <summary>The conversation may differ from the asked one when that is archived.</summary>
    public async Task<(Appended? Stored, Guid ConversationId, MessageRefused? Refused)> From(
        CurrentVisitor visitor, Guid conversationId, Guid clientMessageId, string content, CancellationToken ct)
    {
        if (Refuse(content) is { } refused)
        {
            return (null, conversationId, refused);
        }

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var appended = await log.Add(new NewMessage(visitor.WorkspaceId, conversationId, clientMessageId, SenderType.Customer, visitor.VisitorId, "Visitor", content));
            if (appended.IsStored)
            {
                return (appended, conversationId, null);
            }

            if (appended.Outcome == AppendOutcome.TooFast)
            {
                return (null, conversationId, MessageRefused.TooFast(appended.Wait));
            }

            if (appended.Outcome == AppendOutcome.Missing || await Continue(visitor, conversationId, clientMessageId, ct) is not { } open)
            {
                break;
            }

            conversationId = open;
        }

        return (null, conversationId, new MessageRefused(404, "conversation_not_found", "This conversation is no longer here. Start a new one."));
    }

    public static MessageRefused? Refuse(string content) => content switch
    {
        _ when string.IsNullOrWhiteSpace(content) => new MessageRefused(422, "message_empty", "Write something first."),
        { Length: > LongestMessage } => new MessageRefused(422, "message_too_long", $"A message has at most 4,000 characters; this one has {content.Length:N0}."),
        _ => null,
    };

    /// <summary>Reopens a resolved conversation; an archived one is continued in a new one.</summary>
    private async Task<Guid?> Continue(CurrentVisitor visitor, Guid conversationId, Guid clientMessageId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(visitor.WorkspaceId);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        if (await db.Hold(db.Conversations.OwnedBy(visitor), conversationId, ct) is not { } conversation)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (conversation.Status == ConversationStatus.Archived)
        {
            var next = Conversation.Open(visitor.WorkspaceId, visitor.ChatbotId, conversation.CustomerId, visitor.SessionId, clientMessageId, conversation.Context.Copy(), now);
            db.Conversations.Add(next);
            await db.SaveAndAnnounce(next, ct);
            return next.Id;
        }

        if (conversation.Reopen(Actor.Customer(conversation.CustomerId), now) is null)
        {
            await db.SaveAndAnnounce(conversation, ct);
        }

        return conversation.Id; // open again, by us or by somebody faster
    }
}
