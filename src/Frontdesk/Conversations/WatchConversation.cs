using Frontdesk.Answers;
using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>
/// The one timer of a conversation. The append sets it when none waits, and so does every move that leaves the next word to
/// somebody; it survives restarts because it is a row.
/// </summary>
public sealed record WatchConversation(Guid WorkspaceId, Guid ConversationId) : Job(WorkspaceId)
{
    /// <summary>The shortest time after which anything can be due.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromMinutes(1);

    public override string Key => $"watch:{ConversationId}";
}

/// <summary>
/// Looks at the clock while it holds the conversation, so two of it at once, on two nodes, make one move: the second finds
/// the conversation moved.
/// </summary>
public sealed class WatchConversationHandler(FrontdeskDb db, TimeProvider clock) : IJobHandler<WatchConversation>
{
    public async Task Run(WatchConversation job, JobRun run, CancellationToken ct)
    {
        if (await db.Hold(db.Conversations, job.ConversationId, ct) is not { } conversation)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var settings = (await db.Chatbots.AsNoTracking().SingleAsync(c => c.Id == conversation.ChatbotId, ct)).Settings;
        var next = Automatic.Next(conversation.Facts, TimeSpan.FromMinutes(settings.InactivityMinutes), now);
        if (next.LookAgain is { } later)
        {
            db.Enqueue(job, later);
            await db.SaveChangesAsync(ct);
            await db.CommitAsync(ct);
        }
        else if (next.Now is { } move && await Make(move, conversation, settings, now, ct))
        {
            await db.SaveAndAnnounce(conversation, ct);
        }
    }

    private async Task<bool> Make(Move move, Conversation conversation, ChatbotSettings settings, DateTimeOffset now, CancellationToken ct) => move switch
    {
        Move.Abandon => conversation.Abandon(now) is null,
        Move.AgentFallsSilent => await TakeFromSilentAgent(conversation, settings.Ai is { Enabled: true, AiAfterSilentAgent: true }, now, ct),
        _ => false,
    };

    private async Task<bool> TakeFromSilentAgent(Conversation conversation, bool aiAnswers, DateTimeOffset now, CancellationToken ct)
    {
        var (members, id) = (db.Members, conversation.AssignedMemberId);
        var agent = await members.AsNoTracking().Where(m => m.Id == id).Select(m => new AgentView(m.Id, m.User.Name, m.User.Title, null)).SingleOrDefaultAsync(ct)
            ?? new AgentView(id ?? Guid.Empty, "Your colleague", null, null);
        if (conversation.LoseSilentAgent(agent, aiAnswers, now) is not null)
        {
            return false;
        }

        if (aiAnswers)
        {
            db.Enqueue(new AnswerWithAi(conversation.WorkspaceId, conversation.Id));
        }

        db.Enqueue(new TellOfSilentAgent(conversation.WorkspaceId, conversation.Id, agent.Id));
        return true;
    }
}
