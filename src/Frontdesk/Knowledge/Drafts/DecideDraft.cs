using Frontdesk.Knowledge.Faqs;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Drafts;

/// <summary>What a member makes of a proposal. Draft and FAQ change together or not at all.</summary>
public sealed class DecideDraft(FrontdeskDb db, SaveFaq save, TimeProvider clock)
{
    /// <param name="edited">The FAQ it is to become, made from the draft.</param>
    public async Task<(Source? Faq, IResult? Problem)> Accept(Guid id, Func<FaqDraft, FaqContent> edited, CurrentAgent agent, CancellationToken ct) =>
        await Decide(id, agent, draft => save.Create(draft.ChatbotId, edited(draft), agent, ct), (draft, faq, now) => draft.Accept(faq.Id, agent.MemberId, now), ct);

    /// <summary>The question becomes another way of asking a FAQ of the same chatbot.</summary>
    public async Task<(Source? Faq, IResult? Problem)> Merge(Guid id, Guid faqId, CurrentAgent agent, CancellationToken ct) =>
        await Decide(id, agent, async draft => await db.Sources.VisibleTo(agent).AnyAsync(s => s.Id == faqId && s.ChatbotId == draft.ChatbotId, ct)
            ? await save.AddPhrasing(faqId, draft.Question, agent, ct)
            : (null, Problem.NotFound("faq_not_found")), (draft, faq, now) => draft.Merge(faq.Id, agent.MemberId, now), ct);

    /// <summary>It is remembered, so that the same is not proposed again.</summary>
    public async Task<IResult?> Reject(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await Held(id, agent, ct) is not { } draft)
        {
            return Problem.NotFound("draft_not_found");
        }

        if (draft.Reject(agent.MemberId, clock.GetUtcNow()) is { } refused)
        {
            return refused.AsProblem();
        }

        db.Record(AuditEntry.By(agent, "faq_draft.rejected", draft.Id, draft.Question, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return null;
    }

    private async Task<(Source? Faq, IResult? Problem)> Decide(
        Guid id, CurrentAgent agent, Func<FaqDraft, Task<(Source? Faq, IResult? Problem)>> write, Func<FaqDraft, Source, DateTimeOffset, Refused?> decide, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await Held(id, agent, ct) is not { } draft)
        {
            return (null, Problem.NotFound("draft_not_found"));
        }

        if (draft.Status != DraftStatus.Open)
        {
            return (null, new Refused("already_decided", "Somebody has decided about this draft already.").AsProblem());
        }

        var (faq, problem) = await write(draft);
        if (faq is null)
        {
            return (null, problem);
        }

        if (decide(draft, faq, clock.GetUtcNow()) is { } refused)
        {
            return (null, refused.AsProblem());
        }

        db.Record(AuditEntry.By(agent, draft.Status == DraftStatus.Merged ? "faq_draft.merged" : "faq_draft.accepted", draft.Id, draft.Question, clock.GetUtcNow(), after: new { faq_id = faq.Id }));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return (faq, null);
    }

    /// <summary>Locked, so that of two who decide at once one is told.</summary>
    private async Task<FaqDraft?> Held(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from faq_drafts where id = {id} for update", ct);
        return await db.FaqDrafts.VisibleTo(agent).SingleOrDefaultAsync(d => d.Id == id, ct);
    }
}
