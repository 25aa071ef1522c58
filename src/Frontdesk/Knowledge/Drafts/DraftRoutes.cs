using Frontdesk.Chatbots;
using Frontdesk.Knowledge.Faqs;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Drafts;

/// <summary>The queue of proposed FAQs over the API.</summary>
public static class DraftRoutes
{
    private const int MostDrafts = 500;

    /// <summary>What is not named is taken from the draft.</summary>
    public sealed record AcceptRequest(
        string? Question = null, string? Answer = null, IReadOnlyList<string>? AlternativeQuestions = null, string? Category = null, IReadOnlyList<string>? Tags = null, SourceStatus? Status = null)
    {
        public FaqContent Over(FaqDraft draft) => FaqContent.From(Question ?? draft.Question, Answer ?? draft.Answer, AlternativeQuestions, Category, Tags, status: Status ?? SourceStatus.Active);
    }

    public sealed record MergeRequest(Guid FaqId);

    public sealed record SettingsRequest(Guid ChatbotId, bool Enabled);

    public static void MapDraftApi(this IEndpointRouteBuilder routes)
    {
        var queue = routes.MapGroup("/api/v1/knowledge-base/faq-drafts").WithTags("Knowledge base").Requires(Permission.KnowledgeEdit);
        queue.MapGet("", List);
        queue.MapGet("/settings", async ([FromQuery(Name = "chatbot_id")] Guid chatbotId, CurrentAgent agent, SetProposals proposals, CancellationToken ct) =>
            await proposals.IsOn(chatbotId, agent, ct) is { } on ? (IResult)TypedResults.Ok(new { chatbot_id = chatbotId, enabled = on }) : Problem.NotFound("chatbot_not_found"));
        queue.MapPut("/settings", async (SettingsRequest body, CurrentAgent agent, SetProposals proposals, CancellationToken ct) =>
            await proposals.Handle(body.ChatbotId, body.Enabled, agent, ct) ?? TypedResults.Ok(new { chatbot_id = body.ChatbotId, enabled = body.Enabled }));
        queue.MapPost("/{id:guid}/accept", async (Guid id, AcceptRequest? body, CurrentAgent agent, DecideDraft decide, CancellationToken ct) =>
            await decide.Accept(id, (body ?? new()).Over, agent, ct) is var (faq, problem) && faq is not null ? TypedResults.Json(FaqView.Of(faq), Json.Options, statusCode: StatusCodes.Status201Created) : problem!);
        queue.MapPost("/{id:guid}/merge", async (Guid id, MergeRequest body, CurrentAgent agent, DecideDraft decide, CancellationToken ct) =>
            await decide.Merge(id, body.FaqId, agent, ct) is var (faq, problem) && faq is not null ? TypedResults.Ok(FaqView.Of(faq)) : problem!);
        queue.MapPost("/{id:guid}/reject", async (Guid id, CurrentAgent agent, DecideDraft decide, CancellationToken ct) => await decide.Reject(id, agent, ct) ?? TypedResults.NoContent());
    }

    private static async Task<IResult> List([FromQuery(Name = "chatbot_id")] Guid chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct, string status = "open")
    {
        if (SnakeCase.Find<DraftStatus>(status) is not { } wanted)
        {
            return Problem.Invalid(new Errors().Unless(false, "status", "Choose open, accepted, merged or rejected."));
        }

        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return Problem.NotFound("chatbot_not_found");
        }

        var drafts = await db.FaqDrafts.AsNoTracking().VisibleTo(agent).Where(d => d.ChatbotId == chatbotId && d.Status == wanted).OrderByDescending(d => d.CreatedAt).Take(MostDrafts).ToListAsync(ct);
        return TypedResults.Ok(new { data = drafts.Select(d => new { d.Id, d.ChatbotId, d.ConversationId, d.Question, d.Answer, d.Status, d.FaqId, d.DecidedBy, d.DecidedAt, d.CreatedAt }) });
    }
}
