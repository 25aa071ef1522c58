using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Documents and texts over the API.</summary>
public static class KnowledgeRoutes
{
    public static void MapKnowledgeApi(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup("/api/v1/knowledge-base").WithTags("Knowledge base").Requires(Permission.KnowledgeView);
        reading.MapGet("/documents", List);
        reading.MapGet("/documents/{id:guid}", Show);

        var writing = routes.MapGroup("/api/v1/knowledge-base").WithTags("Knowledge base").Requires(Permission.KnowledgeEdit);
        writing.MapPost("/documents", Upload).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Request), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = UploadLimits.Form });
        writing.MapPost("/texts", async (AddText.Request body, CurrentAgent agent, AddText add, CancellationToken ct) => Created(await add.From(body, agent, ct))).WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Text));
        writing.MapDelete("/documents/{id:guid}", Delete);
    }

    private static async Task<IResult> List([FromQuery(Name = "chatbot_id")] Guid chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return Problem.NotFound("chatbot_not_found");
        }

        var sources = await db.Sources.AsNoTracking().VisibleTo(agent).Where(s => s.ChatbotId == chatbotId && s.Kind != SourceKind.Faq)
            .OrderByDescending(s => s.CreatedAt).Take(1000).ToListAsync(ct);
        return TypedResults.Ok(new { data = sources.ConvertAll(View) });
    }

    private static async Task<IResult> Show(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        await db.Sources.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id && s.Kind != SourceKind.Faq, ct) is { } source
            ? TypedResults.Ok(View(source))
            : Problem.NotFound("source_not_found");

    private static async Task<IResult> Upload(IFormFile? file, [FromForm(Name = "chatbot_id")] Guid chatbotId, [FromForm] string? title, CurrentAgent agent, AddDocument add, CancellationToken ct) =>
        file is null ? Problem.Of(400, "invalid_request", "Send the file as multipart field \"file\".") : Created(await add.From(file, chatbotId, title, agent, ct));

    private static Task<IResult> Delete(Guid id, CurrentAgent agent, DeleteSource delete, CancellationToken ct) => delete.Handle(id, agent, ct);

    private static IResult Created((Source? Source, IResult? Problem) outcome) =>
        outcome.Source is { } source ? TypedResults.Json(View(source), Json.Options, statusCode: StatusCodes.Status201Created) : outcome.Problem!;

    private static object View(Source s) => new
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
