using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>FAQs over the API.</summary>
public static class FaqRoutes
{
    public sealed record FaqRequest(
        Guid? ChatbotId = null, string? Question = null, string? Answer = null, IReadOnlyList<string>? AlternativeQuestions = null, string? Category = null,
        IReadOnlyList<string>? Tags = null, SourcePriority? Priority = null, SourceStatus? Status = null)
    {
        public FaqContent Content => FaqContent.From(Question, Answer, AlternativeQuestions, Category, Tags, Priority ?? SourcePriority.Medium, Status ?? SourceStatus.Active);

        /// <summary>What is not named stays as it is.</summary>
        public FaqContent Over(Source faq) => FaqContent.From(
            Question ?? faq.Title, Answer ?? faq.Body, AlternativeQuestions ?? faq.AlternativeQuestions, Category ?? faq.Category, Tags ?? faq.Tags, Priority ?? faq.Priority, Status ?? faq.Status);
    }

    public static void MapFaqApi(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup("/api/v1/knowledge-base/faqs").WithTags("Knowledge base").Requires(Permission.KnowledgeView);
        reading.MapGet("", List);
        reading.MapGet("/{id:guid}", Show);

        var writing = routes.MapGroup("/api/v1/knowledge-base/faqs").WithTags("Knowledge base").Requires(Permission.KnowledgeEdit);
        writing.MapPost("", async (FaqRequest body, CurrentAgent agent, SaveFaq save, CancellationToken ct) =>
            body.ChatbotId is { } chatbot ? Created(await save.Create(chatbot, body.Content, agent, ct)) : Problem.Of(400, "invalid_request", "chatbot_id is missing."));
        writing.MapPatch("/{id:guid}", async (Guid id, FaqRequest body, CurrentAgent agent, SaveFaq save, CancellationToken ct) => Saved(await save.Change(id, body.Over, agent, ct)));
        writing.MapDelete("/{id:guid}", (Guid id, CurrentAgent agent, DeleteSource delete, CancellationToken ct) => delete.Handle(id, agent, ct));
        writing.MapPost("/import", Import).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Request), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = UploadLimits.Form });
    }

    private static async Task<IResult> List([FromQuery(Name = "chatbot_id")] Guid chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return Problem.NotFound("chatbot_not_found");
        }

        var faqs = await db.Sources.AsNoTracking().VisibleTo(agent).Where(s => s.ChatbotId == chatbotId && s.Kind == SourceKind.Faq)
            .OrderByDescending(s => s.CreatedAt).Take(1000).ToListAsync(ct);
        return TypedResults.Ok(new { data = faqs.ConvertAll(View) });
    }

    private static async Task<IResult> Show(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        await db.Sources.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id && s.Kind == SourceKind.Faq, ct) is { } faq
            ? TypedResults.Ok(View(faq))
            : Problem.NotFound("faq_not_found");

    private static async Task<IResult> Import(
        IFormFile? file, [FromForm(Name = "chatbot_id")] Guid chatbotId, [FromForm(Name = "overwrite_existing")] bool? overwrite, CurrentAgent agent, ImportFaqs import, CancellationToken ct)
    {
        if (file is null || file.Length > ImportFaqs.LargestFile)
        {
            return Problem.Of(422, "file_refused", "Send a CSV of at most 10 MB as multipart field \"file\".");
        }

        await using var csv = file.OpenReadStream();
        var (result, problem) = await import.From(csv, chatbotId, overwrite ?? false, agent, ct);
        return result is null ? problem! : TypedResults.Ok(result);
    }

    private static IResult Created((Source? Faq, IResult? Problem) outcome) =>
        outcome.Faq is { } faq ? TypedResults.Json(View(faq), Json.Options, statusCode: StatusCodes.Status201Created) : outcome.Problem!;

    private static IResult Saved((Source? Faq, IResult? Problem) outcome) => outcome.Faq is { } faq ? TypedResults.Ok(View(faq)) : outcome.Problem!;

    private static object View(Source s) => new
    {
        s.Id,
        s.ChatbotId,
        question = s.Title,
        answer = s.Body,
        s.AlternativeQuestions,
        s.Category,
        s.Tags,
        s.Priority,
        s.Status,
        usage_count = s.UsedCount,
        s.CreatedAt,
        s.UpdatedAt,
    };
}
