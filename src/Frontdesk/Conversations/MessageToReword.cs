using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>A stored message with its conversation, both held, for whoever may change its words.</summary>
public sealed record MessageToReword(Conversation Conversation, Message Message)
{
    /// <summary>404 where the member sees no such message, 403 where its words are another's, 409 where nobody may change them any more.</summary>
    public static async Task<(MessageToReword? Found, IResult? Refused)> Find(FrontdeskDb db, Guid id, Guid messageId, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Hold(db.Conversations.VisibleTo(agent), id, ct) is not { } conversation)
        {
            return (null, Problem.NotFound("conversation_not_found"));
        }

        if (await db.Messages.SingleOrDefaultAsync(m => m.Id == messageId && m.ConversationId == id, ct) is not { } message)
        {
            return (null, Problem.NotFound("message_not_found"));
        }

        if (message.SenderType is SenderType.Customer or SenderType.System)
        {
            return (null, new Refused("not_allowed_now", "Only what the team or the AI wrote can be changed.").AsProblem());
        }

        if (!agent.MayReword(message.SenderType, message.SenderId))
        {
            return (null, Problem.Of(403, "not_permitted", "You can change your own messages. Ask an admin to change others."));
        }

        return conversation.Status == ConversationStatus.Archived
            ? (null, new Refused("not_allowed_now", "This conversation is archived and stays as it is.").AsProblem())
            : (new MessageToReword(conversation, message), null);
    }
}
