using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Drafts;

/// <summary>Whether a chatbot proposes FAQs from what people answered.</summary>
public sealed class SetProposals(FrontdeskDb db, TimeProvider clock)
{
    /// <summary>Null where the chatbot is not there for the member.</summary>
    public async Task<bool?> IsOn(Guid chatbotId, CurrentAgent agent, CancellationToken ct) =>
        await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct)
            ? !await db.KnowledgeSettings.AnyAsync(s => s.ChatbotId == chatbotId && !s.ProposeFaqs, ct)
            : null;

    public async Task<IResult?> Handle(Guid chatbotId, bool on, CurrentAgent agent, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return Problem.NotFound("chatbot_not_found");
        }

        var settings = await db.SettingsOf(agent.WorkspaceId, chatbotId, ct);
        db.Record(AuditEntry.By(agent, "faq_draft.proposals_changed", chatbotId, null, clock.GetUtcNow(), before: new { on = settings.ProposeFaqs }, after: new { on }));
        settings.Propose(on);
        await db.SaveChangesAsync(ct);
        return null;
    }
}
