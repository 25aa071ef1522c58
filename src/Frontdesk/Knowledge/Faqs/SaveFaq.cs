using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>Writes a new FAQ or changes one. It answers visitors as soon as it is saved.</summary>
public sealed class SaveFaq(FrontdeskDb db, TimeProvider clock)
{
    public async Task<(Source? Faq, IResult? Problem)> Create(Guid chatbotId, FaqContent content, CurrentAgent agent, CancellationToken ct)
    {
        if (content.Check() is { Any: true } errors)
        {
            return (null, Problem.Invalid(errors));
        }

        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return (null, Problem.NotFound("chatbot_not_found"));
        }

        var faq = Source.Faq(agent.WorkspaceId, chatbotId, content, clock.GetUtcNow());
        db.Sources.Add(faq);
        db.Record(AuditEntry.By(agent, "faq.created", faq.Id, faq.Title, faq.CreatedAt, after: new { faq.ChatbotId }));
        await db.SaveKnowledge(chatbotId, ct);
        return (faq, null);
    }

    public Task<(Source? Faq, IResult? Problem)> Change(Guid id, FaqContent content, CurrentAgent agent, CancellationToken ct) => Change(id, _ => content, agent, ct);

    /// <param name="content">Made from the FAQ as it is.</param>
    public async Task<(Source? Faq, IResult? Problem)> Change(Guid id, Func<Source, FaqContent> content, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Sources.VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id && s.Kind == SourceKind.Faq, ct) is not { } faq)
        {
            return (null, Problem.NotFound("faq_not_found"));
        }

        var wanted = content(faq);
        if (wanted.Check() is { Any: true } errors)
        {
            return (null, Problem.Invalid(errors));
        }

        var (old, now) = AuditChange.Between(FaqContent.Of(faq), wanted);
        faq.Edit(wanted, clock.GetUtcNow());
        db.Record(AuditEntry.By(agent, "faq.changed", faq.Id, faq.Title, faq.UpdatedAt, old, now));
        await db.SaveKnowledge(faq.ChatbotId, ct);
        return (faq, null);
    }
}
