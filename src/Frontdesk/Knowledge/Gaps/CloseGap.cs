using Frontdesk.Knowledge.Faqs;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Gaps;

/// <summary>What an owner does about a gap: not to be told of it for now, to be told again, or to begin a FAQ.</summary>
public sealed class CloseGap(FrontdeskDb db, ReadGaps read, SaveFaq save, TimeProvider clock)
{
    private const int PhrasingsOfDraft = 20;

    /// <summary>Hides it until it was asked for so often again.</summary>
    public async Task<IResult?> Dismiss(Guid id, string? period, int untilAsked, CurrentAgent agent, CancellationToken ct)
    {
        if (untilAsked is < 1 or > 1000)
        {
            return Problem.Invalid(new Errors().Unless(false, "until_asked", "Choose 1 to 1,000."));
        }

        if (await read.Containing(id, period, agent, ct) is not var (report, gap))
        {
            return Problem.NotFound("gap_not_found");
        }

        Hide(gap, report.ChatbotId, untilAsked, agent);
        await db.SaveChangesAsync(ct);
        return null;
    }

    public async Task<IResult?> Restore(Guid id, string? period, CurrentAgent agent, CancellationToken ct)
    {
        if (await read.Containing(id, period, agent, ct) is not var (report, gap))
        {
            return Problem.NotFound("gap_not_found");
        }

        var hiding = (await db.DismissedGaps.Where(d => d.ChatbotId == report.ChatbotId).ToListAsync(ct)).FindAll(d => d.Hides(gap));
        db.DismissedGaps.RemoveRange(hiding);
        db.Record(AuditEntry.By(agent, "gap.restored", report.ChatbotId, gap.Pattern, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>A FAQ that knows the questions and waits for its answer. The gap is closed with it, until it is asked for again.</summary>
    public async Task<(Source? Faq, IResult? Problem)> Draft(Guid id, string? period, CurrentAgent agent, CancellationToken ct)
    {
        if (await read.Containing(id, period, agent, ct) is not var (report, gap))
        {
            return (null, Problem.NotFound("gap_not_found"));
        }

        var ways = gap.Questions.Select(q => q.Question).Where(q => q.Length >= 3).DistinctBy(FaqContent.Fold).Take(PhrasingsOfDraft + 1).ToList();
        var content = FaqContent.From(ways.FirstOrDefault() ?? gap.Pattern, "", [], null, [], status: SourceStatus.Draft).AlsoAsked(ways.Skip(1));
        Hide(gap, report.ChatbotId, DismissedGap.UsuallyUntil, agent);
        return await save.Create(report.ChatbotId, content, agent, ct);
    }

    private void Hide(Gap gap, Guid chatbotId, int untilAsked, CurrentAgent agent)
    {
        var now = clock.GetUtcNow();
        db.DismissedGaps.Add(new DismissedGap(agent.WorkspaceId, chatbotId, gap, untilAsked, agent.MemberId, now));
        db.Record(AuditEntry.By(agent, "gap.dismissed", chatbotId, gap.Pattern, now, after: new { until_asked = untilAsked }));
    }
}
