using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>Writes a new FAQ or changes one. An active one answers visitors as soon as it is saved.</summary>
public sealed class SaveFaq(FrontdeskDb db, TimeProvider clock)
{
    public async Task<(Source? Faq, IResult? Problem)> Create(Guid chatbotId, FaqContent content, CurrentAgent agent, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return (null, Problem.NotFound("chatbot_not_found"));
        }

        if (await Check(content, chatbotId, agent, ct) is { Any: true } errors)
        {
            return (null, Problem.Invalid(errors));
        }

        var faq = Source.Faq(agent.WorkspaceId, chatbotId, content, clock.GetUtcNow(), agent.MemberId);
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
        if (await Check(wanted, faq.ChatbotId, agent, ct) is { Any: true } errors)
        {
            return (null, Problem.Invalid(errors));
        }

        var (old, now) = AuditChange.Between(FaqContent.Of(faq), wanted);
        faq.Edit(wanted, clock.GetUtcNow());
        db.Record(AuditEntry.By(agent, "faq.changed", faq.Id, faq.Title, faq.UpdatedAt, old, now));
        await db.SaveKnowledge(faq.ChatbotId, ct);
        return (faq, null);
    }

    /// <summary>One more way of asking what the FAQ answers.</summary>
    public Task<(Source? Faq, IResult? Problem)> AddPhrasing(Guid id, string question, CurrentAgent agent, CancellationToken ct) =>
        question.Trim().Length is < 3 or > FaqContent.LongestQuestion
            ? Task.FromResult<(Source?, IResult?)>((null, Problem.Invalid(new Errors().Unless(false, "question", "A question has 3 to 500 characters."))))
            : Change(id, faq => FaqContent.Of(faq).AlsoAsked([question]), agent, ct);

    /// <summary>What is wrong with the words, and which of the related documents are not this chatbot's.</summary>
    public async Task<Errors> Check(FaqContent content, Guid chatbotId, CurrentAgent agent, CancellationToken ct)
    {
        var errors = content.Check();
        if (errors.Any || content.RelatedSources.Count == 0)
        {
            return errors;
        }

        var named = content.RelatedSources;
        var found = await db.Sources.VisibleTo(agent).CountAsync(s => s.ChatbotId == chatbotId && s.Kind != SourceKind.Faq && named.Contains(s.Id), ct);
        return errors.Unless(found == named.Count, "related_docs", "A document that is named is not there, or not this chatbot's.");
    }
}
