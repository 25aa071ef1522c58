using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>The knowledge base over the API.</summary>
public static class KnowledgeRoutes
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

    public static void MapKnowledgeApi(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup("/api/v1/knowledge-base").WithTags("Knowledge base").Requires(Permission.KnowledgeView);
        reading.MapGet("/documents", ([FromQuery(Name = "chatbot_id")] Guid chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => List(chatbotId, faqs: false, agent, db, ct));
        reading.MapGet("/faqs", ([FromQuery(Name = "chatbot_id")] Guid chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => List(chatbotId, faqs: true, agent, db, ct));
        reading.MapGet("/documents/{id:guid}", Show);
        reading.MapGet("/faqs/{id:guid}", Show);
        reading.MapPost("/test", async (TestQuery.Request body, CurrentAgent agent, TestQuery test, CancellationToken ct) =>
            await test.For(body, agent, ct) is var (answer, problem) && answer is not null ? TypedResults.Ok(answer) : problem!).CountsAs(Counted.Search);

        var writing = routes.MapGroup("/api/v1/knowledge-base").WithTags("Knowledge base").Requires(Permission.KnowledgeEdit);
        writing.MapPost("/documents", Upload).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Request), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = UploadLimits.Form });
        writing.MapPost("/texts", async (AddText.Request body, CurrentAgent agent, AddText add, CancellationToken ct) => Created(await add.From(body, agent, ct))).WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Text));
        writing.MapPost("/faqs", async (FaqRequest body, CurrentAgent agent, SaveFaq save, CancellationToken ct) =>
            body.ChatbotId is { } chatbot ? Created(await save.Create(chatbot, body.Content, agent, ct)) : Problem.Of(400, "invalid_request", "chatbot_id is missing."));
        writing.MapPatch("/faqs/{id:guid}", async (Guid id, FaqRequest body, CurrentAgent agent, SaveFaq save, CancellationToken ct) => Saved(await save.Change(id, body.Over, agent, ct)));
        writing.MapPost("/faqs/import", Import).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Request), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = UploadLimits.Form });
        writing.MapDelete("/faqs/{id:guid}", Delete);
        writing.MapDelete("/documents/{id:guid}", Delete);
    }

    private static async Task<IResult> List(Guid chatbotId, bool faqs, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return Problem.NotFound("chatbot_not_found");
        }

        var sources = await db.Sources.AsNoTracking().VisibleTo(agent).Where(s => s.ChatbotId == chatbotId && (s.Kind == SourceKind.Faq) == faqs)
            .OrderByDescending(s => s.CreatedAt).Take(1000).ToListAsync(ct);
        return TypedResults.Ok(new { data = sources.ConvertAll(View) });
    }

    private static async Task<IResult> Show(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        await db.Sources.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id, ct) is { } source
            ? TypedResults.Ok(View(source))
            : Problem.NotFound("source_not_found");

    private static async Task<IResult> Upload(IFormFile? file, [FromForm(Name = "chatbot_id")] Guid chatbotId, [FromForm] string? title, CurrentAgent agent, AddDocument add, CancellationToken ct) =>
        file is null ? Problem.Of(400, "invalid_request", "Send the file as multipart field \"file\".") : Created(await add.From(file, chatbotId, title, agent, ct));

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

    private static Task<IResult> Delete(Guid id, CurrentAgent agent, DeleteSource delete, CancellationToken ct) => delete.Handle(id, agent, ct);

    private static IResult Created((Source? Source, IResult? Problem) outcome) =>
        outcome.Source is { } source ? TypedResults.Json(View(source), Json.Options, statusCode: StatusCodes.Status201Created) : outcome.Problem!;

    private static IResult Saved((Source? Source, IResult? Problem) outcome) => outcome.Source is { } source ? TypedResults.Ok(View(source)) : outcome.Problem!;

    private static object View(Source s) => s.Kind == SourceKind.Faq
        ? new
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
        }
        : new
        {
            s.Id,
            s.ChatbotId,
            s.Kind,
            s.Title,
            filename = s.FileName,
            s.SizeBytes,
            mime_type = s.MediaType,
            s.Status,
            error = s.Failure,
            s.Pages,
            passages = s.PassageCount,
            s.CreatedAt,
            s.UpdatedAt,
        };
}

/// <summary>How large an upload may be.</summary>
public static class UploadLimits
{
    /// <summary>A text of the greatest length, as JSON.</summary>
    public const long Text = 2 * 1024 * 1024;

    /// <summary>A little more than the largest file, for the form around it. Beyond it the upload is refused in words.</summary>
    public const long Form = DocumentTypes.LargestUpload + 1024 * 1024;

    /// <summary>Up to here the rest of a refused upload is still read, so that its sender sees the words and not a broken connection.</summary>
    public const long Request = 4 * DocumentTypes.LargestUpload;
}
