using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>Removes a FAQ. Answers given from it keep their words.</summary>
public sealed class DeleteFaq(FrontdeskDb db, TimeProvider clock)
{
    /// <summary>The chatbot that no longer answers from it.</summary>
    public async Task<(Guid? ChatbotId, IResult? Problem)> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Sources.VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id && s.Kind == SourceKind.Faq, ct) is not { } faq)
        {
            return (null, Problem.NotFound("faq_not_found"));
        }

        db.Sources.Remove(faq);
        db.Record(AuditEntry.By(agent, "faq.deleted", faq.Id, faq.Title, clock.GetUtcNow(), before: new { faq.ChatbotId, answer = faq.Body }));
        await db.SaveKnowledge(faq.ChatbotId, ct);
        return (faq.ChatbotId, null);
    }
}
