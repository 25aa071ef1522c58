using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Gaps;

/// <summary>What a chatbot was asked in a period and could not answer well.</summary>
/// <param name="LowConfidence">Below the chatbot's threshold.</param>
/// <param name="NoResult">Those of them to which nothing was said.</param>
/// <param name="Gaps">Without the dismissed ones.</param>
/// <param name="PerPart">Gap questions in each part of the period.</param>
public sealed record GapReport(
    Guid ChatbotId, GapPeriod Period, int Total, int LowConfidence, int NoResult, IReadOnlyList<Gap> Gaps, IReadOnlyList<Gap> Dismissed, IReadOnlyList<(string Label, DateTimeOffset From, DateTimeOffset To, int Count)> PerPart)
{
    /// <summary>Any of its questions names a gap.</summary>
    public Gap? Find(Guid id) => Gaps.Concat(Dismissed).FirstOrDefault(g => g.Questions.Any(q => q.Id == id));
}

public sealed class ReadGaps(FrontdeskDb db, TimeProvider clock)
{
    /// <summary>More than that would be slow to group, and the newest say enough.</summary>
    private const int MostQuestions = 3_000;
    private const double NothingQuoted = 0.20;

    public async Task<(GapReport? Report, IResult? Problem)> Of(Guid chatbotId, string? period, CurrentAgent agent, CancellationToken ct)
    {
        if (GapPeriod.From(period, clock.GetUtcNow()) is not { } span)
        {
            return (null, Problem.Invalid(new Errors().Unless(false, "period", "Choose 7d, 30d or 90d.")));
        }

        return await db.Chatbots.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(c => c.Id == chatbotId, ct) is { } chatbot
            ? (await Read(chatbot, span, ct), null)
            : (null, Problem.NotFound("chatbot_not_found"));
    }

    /// <summary>The report in which the question stands, if the member may see it.</summary>
    public async Task<(GapReport Report, Gap Gap)?> Containing(Guid questionId, string? period, CurrentAgent agent, CancellationToken ct)
    {
        var chatbotId = await db.AskedQuestions.Where(q => q.Id == questionId).Select(q => q.ChatbotId).SingleOrDefaultAsync(ct);
        var (report, _) = await Of(chatbotId, period ?? "90d", agent, ct);
        return report?.Find(questionId) is { } gap ? (report, gap) : null;
    }

    /// <summary>The gap questions of a span, newest first.</summary>
    public async Task<IReadOnlyList<GapQuestion>> Questions(Guid chatbotId, DateTimeOffset from, DateTimeOffset to, CurrentAgent agent, CancellationToken ct) =>
        await db.Chatbots.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(c => c.Id == chatbotId, ct) is { } chatbot
            ? await Unmet(db.AskedQuestions.AsNoTracking().Where(q => q.ChatbotId == chatbotId && q.AskedAt >= from && q.AskedAt < to), chatbot.Settings.Ai.ConfidenceThreshold).Take(500).ToListAsync(ct)
            : [];

    private async Task<GapReport> Read(Chatbot chatbot, GapPeriod period, CancellationToken ct)
    {
        var threshold = chatbot.Settings.Ai.ConfidenceThreshold;
        var asked = db.AskedQuestions.AsNoTracking().Where(q => q.ChatbotId == chatbot.Id && q.AskedAt >= period.Start && q.AskedAt <= period.End);
        var total = await asked.CountAsync(ct);
        var low = await asked.CountAsync(q => q.Confidence < threshold, ct);
        var none = await asked.CountAsync(q => q.Outcome == AskedOutcome.NoAnswer || q.Outcome == AskedOutcome.HandedOver && q.Confidence < threshold - NothingQuoted, ct);
        var questions = await Unmet(asked, threshold).Take(MostQuestions).ToListAsync(ct);
        var dismissals = await db.DismissedGaps.AsNoTracking().Where(d => d.ChatbotId == chatbot.Id).ToListAsync(ct);
        var gaps = Gap.Among(questions).ToLookup(gap => dismissals.Exists(d => d.Hides(gap)));
        return new GapReport(chatbot.Id, period, total, low, none, [.. gaps[false]], [.. gaps[true]],
            [.. period.Parts().Select(part => (part.Label, part.From, part.To, questions.Count(q => q.AskedAt >= part.From && q.AskedAt < part.To)))]);
    }

    /// <summary>A person who was fetched although the chatbot knew the answer is no gap.</summary>
    private static IQueryable<GapQuestion> Unmet(IQueryable<AskedQuestion> asked, double threshold) => asked
        .Where(q => q.Outcome == AskedOutcome.Unsure || q.Outcome == AskedOutcome.NoAnswer || q.Outcome == AskedOutcome.HandedOver && q.Confidence < threshold)
        .OrderByDescending(q => q.AskedAt).ThenBy(q => q.Id)
        .Select(q => new GapQuestion(q.Id, q.ConversationId, q.Question, q.Confidence, q.Outcome, q.AskedAt));
}
