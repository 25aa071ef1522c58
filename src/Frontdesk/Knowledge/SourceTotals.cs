using Frontdesk.Platform.Database;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>How much a chatbot has been given to read.</summary>
public sealed record SourceTotals(int Documents, long Pages, long Passages, long Characters, int Failed, int Reading)
{
    public static async Task<SourceTotals> Of(Guid chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        await db.Sources.VisibleTo(agent).Where(s => s.ChatbotId == chatbotId && (s.Kind == SourceKind.Document || s.Kind == SourceKind.Text)).GroupBy(_ => 1)
            .Select(all => new SourceTotals(all.Count(), all.Sum(s => (long)(s.Pages ?? 0)), all.Sum(s => (long)s.PassageCount), all.Sum(s => (long)s.Characters),
                all.Count(s => s.Status == SourceStatus.Failed), all.Count(s => s.Status == SourceStatus.Pending || s.Status == SourceStatus.Processing)))
            .SingleOrDefaultAsync(ct) ?? new SourceTotals(0, 0, 0, 0, 0, 0);
}
