using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>Does one thing to many FAQs of a chatbot at once.</summary>
public sealed class ChangeFaqs(FrontdeskDb db, TimeProvider clock)
{
    public const string Activate = "activate";
    public const string Deactivate = "deactivate";
    public const string Delete = "delete";
    public const string SetCategory = "set_category";
    private const int MostIds = 1000;

    /// <param name="Action">activate, deactivate, delete or set_category.</param>
    /// <param name="Ids">The chosen ones; null for all that the filter shows.</param>
    /// <param name="Category">For set_category; empty takes it away.</param>
    public sealed record Request(Guid ChatbotId, string Action, IReadOnlyList<Guid>? Ids = null, string? Category = null)
    {
        public FaqFilter? Filter { get; init; }

        public Errors Check() => new Errors()
            .Unless(Action is Activate or Deactivate or Delete or SetCategory, "action", "Choose activate, deactivate, delete or set_category.")
            .Unless(Ids is null ? Filter is not null : Ids.Count is >= 1 and <= MostIds, "ids", "Name 1 to 1,000 FAQs, or a filter for all that it shows.")
            .Unless((Category ?? "").Trim().Length <= 100, "category", "A category has at most 100 characters.");
    }

    /// <summary>How many were changed. FAQs that have no answer yet are not activated.</summary>
    public async Task<(int? Changed, IResult? Problem)> Handle(Request request, CurrentAgent agent, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == request.ChatbotId, ct))
        {
            return (null, Problem.NotFound("chatbot_not_found"));
        }

        if (request.Check() is { Any: true } errors)
        {
            return (null, Problem.Invalid(errors));
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        var changed = await Do(request, Meant(request, agent), now, ct);
        db.Record(AuditEntry.By(agent, "faq.changed_together", request.ChatbotId, null, now, after: new { request.Action, request.Category, changed }));
        await db.SaveKnowledge(request.ChatbotId, ct);
        await db.CommitAsync(ct);
        return (changed, null);
    }

    private IQueryable<Source> Meant(Request request, CurrentAgent agent)
    {
        var faqs = (request.Ids is null ? request.Filter! : new FaqFilter()).In(db.Sources.VisibleTo(agent).Where(s => s.ChatbotId == request.ChatbotId));
        return request.Ids is { } ids ? faqs.Where(s => ids.Contains(s.Id)) : faqs;
    }

    private static Task<int> Do(Request request, IQueryable<Source> faqs, DateTimeOffset now, CancellationToken ct)
    {
        var category = string.IsNullOrWhiteSpace(request.Category) ? null : request.Category.Trim();
        return request.Action switch
        {
            Activate => faqs.Where(s => s.Body != "" && s.Status != SourceStatus.Active).ExecuteUpdateAsync(set => set.SetProperty(s => s.Status, SourceStatus.Active).SetProperty(s => s.UpdatedAt, now), ct),
            Deactivate => faqs.Where(s => s.Body != "" && s.Status != SourceStatus.Inactive).ExecuteUpdateAsync(set => set.SetProperty(s => s.Status, SourceStatus.Inactive).SetProperty(s => s.UpdatedAt, now), ct),
            Delete => faqs.ExecuteDeleteAsync(ct),
            _ => faqs.ExecuteUpdateAsync(set => set.SetProperty(s => s.Category, category).SetProperty(s => s.UpdatedAt, now), ct),
        };
    }
}
