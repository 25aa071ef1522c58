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
    /// <param name="RelatedDocs">Documents and texts of the same chatbot.</param>
    public sealed record Metadata(IReadOnlyList<Guid>? RelatedDocs = null, IReadOnlyList<string>? RelatedUrls = null);

    public sealed record FaqRequest(
        Guid? ChatbotId = null, string? Question = null, string? Answer = null, IReadOnlyList<string>? AlternativeQuestions = null, string? Category = null,
        IReadOnlyList<string>? Tags = null, SourcePriority? Priority = null, SourceStatus? Status = null, Metadata? Metadata = null)
    {
        public FaqContent Content => FaqContent.From(Question, Answer, AlternativeQuestions, Category, Tags, Priority ?? SourcePriority.Medium, Status ?? SourceStatus.Active)
            .Leading(Metadata?.RelatedDocs, Metadata?.RelatedUrls);

        /// <summary>What is not named stays as it is.</summary>
        public FaqContent Over(Source faq) => FaqContent.From(
            Question ?? faq.Title, Answer ?? faq.Body, AlternativeQuestions ?? faq.AlternativeQuestions, Category ?? faq.Category, Tags ?? faq.Tags, Priority ?? faq.Priority, Status ?? faq.Status)
            .Leading(Metadata?.RelatedDocs ?? faq.RelatedSources, Metadata?.RelatedUrls ?? faq.RelatedUrls);
    }

    public sealed record PhrasingRequest(string Question);

    public static void MapFaqApi(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup("/api/v1/knowledge-base/faqs").WithTags("Knowledge base").Requires(Permission.KnowledgeView);
        reading.MapGet("", List).CountsAs(Counted.Search, whenAsked: "q");
        reading.MapGet("/{id:guid}", Show);
        reading.MapGet("/export", ([FromQuery(Name = "chatbot_id")] Guid chatbotId, [AsParameters] FaqFilter filter, CurrentAgent agent, ExportFaqs export, HttpContext http, CancellationToken ct) =>
            export.Handle(chatbotId, filter, agent, http, ct));

        var writing = routes.MapGroup("/api/v1/knowledge-base/faqs").WithTags("Knowledge base").Requires(Permission.KnowledgeEdit);
        writing.MapPost("", async (FaqRequest body, CurrentAgent agent, SaveFaq save, CancellationToken ct) =>
            body.ChatbotId is { } chatbot ? Created(await save.Create(chatbot, body.Content, agent, ct)) : Problem.Of(400, "invalid_request", "chatbot_id is missing."));
        writing.MapPatch("/{id:guid}", async (Guid id, FaqRequest body, CurrentAgent agent, SaveFaq save, CancellationToken ct) => Saved(await save.Change(id, body.Over, agent, ct)));
        writing.MapPost("/{id:guid}/phrasings", async (Guid id, PhrasingRequest body, CurrentAgent agent, SaveFaq save, CancellationToken ct) => Saved(await save.AddPhrasing(id, body.Question, agent, ct)));
        writing.MapDelete("/{id:guid}", async (Guid id, CurrentAgent agent, DeleteFaq delete, CancellationToken ct) =>
            await delete.Handle(id, agent, ct) is (_, { } problem) ? problem : TypedResults.NoContent());
        writing.MapPost("/bulk", async (ChangeFaqs.Request body, CurrentAgent agent, ChangeFaqs change, CancellationToken ct) =>
            await change.Handle(body, agent, ct) is var (changed, problem) && problem is null ? TypedResults.Ok(new { changed }) : problem!);
        writing.MapPost("/import", Import).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Request), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = UploadLimits.Form });
    }

    /// <param name="limit">How many on a page, 1 to 200.</param>
    private static async Task<IResult> List(
        [FromQuery(Name = "chatbot_id")] Guid chatbotId, [AsParameters] FaqFilter filter, CurrentAgent agent, FrontdeskDb db, CancellationToken ct, int page = 1, int limit = 50)
    {
        if (page is < 1 or > 100_000 || limit is < 1 or > FaqList.MostPerPage)
        {
            return Problem.Of(400, "invalid_request", $"page is 1 to 100000 and limit 1 to {FaqList.MostPerPage}.");
        }

        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return Problem.NotFound("chatbot_not_found");
        }

        var list = await FaqList.Read(chatbotId, filter, page, limit, agent, db, ct);
        var shelves = await FaqShelves.Of(chatbotId, agent, db, ct);
        return TypedResults.Ok(new
        {
            data = list.Faqs.Select(FaqView.Of),
            pagination = new { page, limit, list.Total, total_pages = list.Pages },
            counts = new { shelves.Total, shelves.Categories, shelves.Tags, shelves.Statuses },
        });
    }

    private static async Task<IResult> Show(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        await db.Sources.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id && s.Kind == SourceKind.Faq, ct) is { } faq
            ? TypedResults.Ok(FaqView.Of(faq))
            : Problem.NotFound("faq_not_found");

    private static async Task<IResult> Import(
        IFormFile? file, [FromForm(Name = "chatbot_id")] Guid chatbotId, [FromForm(Name = "overwrite_existing")] bool? overwrite, HttpContext http, CurrentAgent agent, ImportFaqs import, CancellationToken ct)
    {
        if (file is null || file.Length > ImportFaqs.LargestFile)
        {
            return Problem.Of(422, "file_refused", "Send a CSV of at most 10 MB as multipart field \"file\".");
        }

        await using var csv = file.OpenReadStream();
        var (result, problem) = await import.From(csv, chatbotId, overwrite ?? false, agent, ct, ImportForm.Columns(http.Request.Form));
        return result is null ? problem! : TypedResults.Ok(result);
    }

    private static IResult Created((Source? Faq, IResult? Problem) outcome) =>
        outcome.Faq is { } faq ? TypedResults.Json(FaqView.Of(faq), Json.Options, statusCode: StatusCodes.Status201Created) : outcome.Problem!;

    private static IResult Saved((Source? Faq, IResult? Problem) outcome) => outcome.Faq is { } faq ? TypedResults.Ok(FaqView.Of(faq)) : outcome.Problem!;
}
