using Frontdesk.Platform.Database;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>How often a category, a tag or a status occurs. <c>Name</c> is null for FAQs without a category.</summary>
public sealed record FaqCount(string? Name, int Count);

/// <summary>A page of a chatbot's FAQs with what they can be filtered by.</summary>
public sealed record FaqList(IReadOnlyList<Source> Faqs, int Total, int Page, int Limit)
{
    public const int MostPerPage = 200;

    public int Pages => Math.Max(1, (Total + Limit - 1) / Limit);

    public static async Task<FaqList> Read(Guid chatbotId, FaqFilter filter, int page, int limit, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var faqs = filter.In(db.Sources.AsNoTracking().VisibleTo(agent).Where(s => s.ChatbotId == chatbotId));
        var total = await faqs.CountAsync(ct);
        return new FaqList(await filter.Sorted(faqs).Skip((page - 1) * limit).Take(limit).ToListAsync(ct), total, page, limit);
    }
}

/// <summary>What a chatbot's FAQs are sorted into.</summary>
public sealed record FaqShelves(IReadOnlyList<FaqCount> Categories, IReadOnlyList<FaqCount> Tags, IReadOnlyList<FaqCount> Statuses)
{
    private const int MostNames = 500;

    public int Total => Statuses.Sum(s => s.Count);

    public static async Task<FaqShelves> Of(Guid chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var faqs = db.Sources.AsNoTracking().VisibleTo(agent).Where(s => s.ChatbotId == chatbotId && s.Kind == SourceKind.Faq);
        var categories = await faqs.GroupBy(s => s.Category).Select(g => new { g.Key, Count = g.Count() }).OrderBy(g => g.Key).Take(MostNames).ToListAsync(ct);
        var tags = await faqs.SelectMany(s => s.Tags).GroupBy(t => t).Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).ThenBy(g => g.Key).Take(MostNames).ToListAsync(ct);
        var statuses = await faqs.GroupBy(s => s.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return new FaqShelves(
            categories.ConvertAll(c => new FaqCount(c.Key, c.Count)), tags.ConvertAll(t => new FaqCount(t.Key, t.Count)),
            statuses.ConvertAll(s => new FaqCount(SnakeCase.Text(s.Key), s.Count)));
    }
}
