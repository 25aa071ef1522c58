using Frontdesk.Knowledge.Faqs;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;

namespace Frontdesk.Knowledge.Gaps;

/// <summary>The report on gaps over the API.</summary>
public static class GapRoutes
{
    private const int MostGaps = 100;

    /// <param name="UntilAsked">It is shown again once it was asked for so often again.</param>
    public sealed record DismissRequest(int UntilAsked = DismissedGap.UsuallyUntil);

    public static void MapGapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/v1/knowledge-base/gaps").WithTags("Knowledge base").Requires(Permission.KnowledgeView).MapGet("", Report).CountsAs(Counted.Search);
        var writing = routes.MapGroup("/api/v1/knowledge-base/gaps/{id:guid}").WithTags("Knowledge base").Requires(Permission.KnowledgeEdit);
        writing.MapPost("/dismiss", async (Guid id, DismissRequest? body, CurrentAgent agent, CloseGap close, CancellationToken ct, string? period = null) =>
            await close.Dismiss(id, period, (body ?? new()).UntilAsked, agent, ct) ?? TypedResults.NoContent());
        writing.MapPost("/restore", async (Guid id, CurrentAgent agent, CloseGap close, CancellationToken ct, string? period = null) => await close.Restore(id, period, agent, ct) ?? TypedResults.NoContent());
        writing.MapPost("/draft", async (Guid id, CurrentAgent agent, CloseGap close, CancellationToken ct, string? period = null) =>
            await close.Draft(id, period, agent, ct) is var (faq, problem) && faq is not null ? TypedResults.Json(FaqView.Of(faq), Json.Options, statusCode: StatusCodes.Status201Created) : problem!);
    }

    private static async Task<IResult> Report([FromQuery(Name = "chatbot_id")] Guid chatbotId, CurrentAgent agent, ReadGaps read, CancellationToken ct, string? period = null)
    {
        var (report, problem) = await read.Of(chatbotId, period, agent, ct);
        if (report is null)
        {
            return problem!;
        }

        return TypedResults.Ok(new
        {
            period = new { report.Period.Start, report.Period.End },
            total_queries = report.Total,
            low_confidence_queries = report.LowConfidence,
            no_result_queries = report.NoResult,
            gaps = report.Gaps.Take(MostGaps).Select(gap => View(gap, report, agent)),
            dismissed = report.Dismissed.Take(MostGaps).Select(gap => View(gap, report, agent)),
        });
    }

    private static object View(Gap gap, GapReport report, CurrentAgent agent) => new
    {
        gap.Id,
        query_pattern = gap.Pattern,
        gap.Count,
        avg_confidence = gap.AverageConfidence,
        sample_queries = gap.Samples.Select(s => s.Question),
        samples = gap.Samples.Select(s => new { s.Question, conversation_id = agent.May(Permission.ConversationView) ? s.ConversationId : (Guid?)null, outcome = SnakeCase.Text(s.Outcome), s.AskedAt }),
        gap.SuggestedAction,
        trend = gap.Trend(report.Period) is var (before, now) ? new { before, now } : null,
        gap.LastAskedAt,
    };
}
