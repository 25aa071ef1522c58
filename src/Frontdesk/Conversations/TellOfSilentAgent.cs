using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Mail;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>Writes to the supervisors that a customer was left without an answer and waits for somebody else.</summary>
/// <param name="AgentId">The member who fell silent.</param>
public sealed record TellOfSilentAgent(Guid WorkspaceId, Guid ConversationId, Guid AgentId) : Job(WorkspaceId);

public sealed class TellOfSilentAgentHandler(FrontdeskDb db, Post post, PublicAddress address) : IJobHandler<TellOfSilentAgent>
{
    public async Task Run(TellOfSilentAgent job, JobRun run, CancellationToken ct)
    {
        var (chatbots, members) = (db.Chatbots, db.Members);
        var chatbot = await db.Conversations.Where(c => c.Id == job.ConversationId && c.Status == ConversationStatus.Waiting)
            .Join(chatbots, c => c.ChatbotId, b => b.Id, (_, b) => b.Name).SingleOrDefaultAsync(ct);
        if (chatbot is null)
        {
            return; // somebody has come, or it is over
        }

        var agent = await members.Where(m => m.Id == job.AgentId).Select(m => m.User.Name).SingleOrDefaultAsync(ct) ?? "A colleague";
        var supervisors = await members.AsNoTracking()
            .Where(m => (m.Role == Role.Owner || m.Role == Role.Admin) && m.Status == MemberStatus.Active)
            .Select(m => new { m.User.Email, m.User.Name }).ToListAsync(ct);
        foreach (var supervisor in supervisors)
        {
            await post.Send(new Letter(
                supervisor.Email, "A customer is waiting for an answer",
                [$"Hello {supervisor.Name.Split(' ')[0]},", $"{agent} has not answered a customer of {chatbot} for {Automatic.PatienceWithAgent.TotalMinutes:0} minutes. The conversation is back at the front of the queue."],
                new LetterAction("Open the conversation", address.To($"/inbox/{job.ConversationId}")),
                "Owners and admins get this mail."), ct);
        }
    }
}
