using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Mail;
using Frontdesk.SignIn;
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
        var chatbots = db.Chatbots;
        var left = await db.Conversations.Where(c => c.Id == job.ConversationId && c.AwaitsPerson && c.AssignedMemberId == null)
            .Join(chatbots, c => c.ChatbotId, b => b.Id, (_, b) => new { b.Id, b.Name }).SingleOrDefaultAsync(ct);
        if (left is null)
        {
            return; // somebody has come, the AI has stepped in, or it is over
        }

        var agent = await db.Members.Where(m => m.Id == job.AgentId).Select(m => m.User.Name).SingleOrDefaultAsync(ct) ?? "A colleague";
        foreach (var supervisor in await Supervisors(left.Id, ct))
        {
            await post.Send(new Letter(
                supervisor.Email, "A customer is waiting for an answer",
                [$"Hello {supervisor.Name.Split(' ')[0]},", $"{agent} has not answered a customer of {left.Name} for {Automatic.PatienceWithAgent.TotalMinutes:0} minutes. The conversation is back at the front of the queue."],
                new LetterAction("Open the conversation", address.To($"/inbox/{job.ConversationId}")),
                "Owners and admins get this mail."), ct);
        }
    }

    /// <summary>Who answers for the workspace, may sign in, and sees this chatbot's conversations.</summary>
    private Task<List<Supervisor>> Supervisors(Guid chatbotId, CancellationToken ct) => db.Members.AsNoTracking()
        .Where(m => (m.Role == Role.Owner || m.Role == Role.Admin) && m.Status == MemberStatus.Active && m.User.Status == UserStatus.Active
            && (m.ChatbotIds == null || m.ChatbotIds.Contains(chatbotId)))
        .Select(m => new Supervisor(m.User.Email, m.User.Name)).ToListAsync(ct);

    private sealed record Supervisor(string Email, string Name);
}
