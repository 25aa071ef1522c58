using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Documents and written texts over the API.</summary>
public static class KnowledgeRoutes
{
    private const string Root = "/api/v1/knowledge-base";
    private const int MostPassages = 200;

    /// <summary>What is not named stays as it is; <c>content</c> is for texts.</summary>
    public sealed record Change(string? Title = null, string? Category = null, string? Language = null, string? Version = null, string? Author = null, string? Content = null, SourceMetadata? Metadata = null)
    {
        public SourceMetadata Said => new(Title ?? Metadata?.Title, Category ?? Metadata?.Category, Language ?? Metadata?.Language, Version ?? Metadata?.Version, Author ?? Metadata?.Author);
    }

    public sealed record OfChatbot(Guid ChatbotId);

    public static void MapKnowledgeApi(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup(Root).WithTags("Knowledge base").Requires(Permission.KnowledgeView);
        reading.MapGet("/documents", List);
        reading.MapGet("/documents/{id:guid}", Show);
        reading.MapGet("/documents/{id:guid}/passages", Passages);
        reading.MapGet("/documents/{id:guid}/file", Download);

        var writing = routes.MapGroup(Root).WithTags("Knowledge base").Requires(Permission.KnowledgeEdit);
        writing.MapPost("/documents", Upload).Accepts<IFormFile>("multipart/form-data").WithMetadata(UploadLimits.OfRequest);
        writing.MapPost("/documents/{id:guid}/file", Replace).Accepts<IFormFile>("multipart/form-data").WithMetadata(UploadLimits.OfRequest);
        writing.MapPatch("/documents/{id:guid}", async (Guid id, Change body, CurrentAgent agent, ChangeSource change, CancellationToken ct) => Shown(await change.With(id, body.Said, body.Content, agent, ct)))
            .WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Text));
        writing.MapPost("/documents/{id:guid}/reindex", async (Guid id, CurrentAgent agent, ReadAgain again, CancellationToken ct) => Shown(await again.One(id, agent, ct), StatusCodes.Status202Accepted));
        writing.MapPost("/documents/reindex", async (OfChatbot body, CurrentAgent agent, ReadAgain again, CancellationToken ct) =>
            await again.All(body.ChatbotId, agent, ct) is var (queued, problem) && queued is not null ? TypedResults.Json(new { queued }, Json.Options, statusCode: StatusCodes.Status202Accepted) : problem!);
        writing.MapPost("/documents/delete", async (DeleteSources.Request body, CurrentAgent agent, DeleteSources delete, CancellationToken ct) =>
            await delete.Handle(body, agent, ct) is var (deleted, problem) && deleted is not null ? TypedResults.Ok(new { deleted }) : problem!);
        writing.MapDelete("/documents/{id:guid}", (Guid id, CurrentAgent agent, DeleteSource delete, CancellationToken ct) => delete.Handle(id, agent, ct));
        writing.MapPost("/texts", async (AddText.Request body, CurrentAgent agent, AddText add, CancellationToken ct) => Shown(await add.From(body, agent, ct), StatusCodes.Status201Created))
            .WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Text));
    }

    private static async Task<IResult> List(
        [FromQuery(Name = "chatbot_id")] Guid chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct, string? status = null, string? type = null, string? q = null, int limit = SourceFilter.Usual, string? cursor = null)
    {
        var filter = new SourceFilter(chatbotId, status, type, q, limit, cursor);
        if (filter.Check() is { Any: true } errors)
        {
            return Problem.Invalid(errors);
        }

        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return Problem.NotFound("chatbot_not_found");
        }

        var page = await SourceList.Read(filter, agent, db, ct);
        return TypedResults.Ok(new { data = page.Sources.Select(s => DocumentView.Of(s, whole: false)), next_cursor = page.Next });
    }

    private static async Task<IResult> Show(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        await Visible(id, agent, db, ct) is { } source ? TypedResults.Ok(DocumentView.Of(source, whole: true)) : Problem.NotFound("source_not_found");

    private static async Task<IResult> Passages(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct, int limit = SourceFilter.Usual, int cursor = 0)
    {
        if (limit is < 1 or > MostPassages || cursor < 0)
        {
            return Problem.Invalid(new Errors().Unless(false, "limit", $"A page has 1 to {MostPassages} passages, and cursor is what the page before named."));
        }

        if (await Visible(id, agent, db, ct) is null)
        {
            return Problem.NotFound("source_not_found");
        }

        var found = await db.Passages.AsNoTracking().Where(p => p.SourceId == id && p.Ordinal >= cursor).OrderBy(p => p.Ordinal).Take(limit + 1).ToListAsync(ct);
        return TypedResults.Ok(new { data = found.Take(limit).Select(DocumentView.Of), next_cursor = found.Count > limit ? found[limit].Ordinal : (int?)null });
    }

    private static async Task<IResult> Download(Guid id, CurrentAgent agent, FrontdeskDb db, FileStore files, HttpContext http, CancellationToken ct) =>
        await Visible(id, agent, db, ct) is { } source ? DownloadOf(source, files, http) : Problem.NotFound("source_not_found");

    /// <summary>Always saved and never shown: a file of a customer's must not run on this origin.</summary>
    internal static IResult DownloadOf(Source source, FileStore files, HttpContext http)
    {
        if (source is { Kind: SourceKind.Text })
        {
            return TypedResults.File(System.Text.Encoding.UTF8.GetBytes(source.Body), "application/octet-stream", $"{source.Title}.md");
        }

        if (source.FileId is not { } file || !File.Exists(files.PathOf(file)))
        {
            return Problem.NotFound("file_not_found", "The file of this source is no longer there.");
        }

        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return TypedResults.PhysicalFile(files.PathOf(file), "application/octet-stream", source.FileName);
    }

    private static async Task<IResult> Upload(DocumentForm form, CurrentAgent agent, AddDocument add, CancellationToken ct) => form switch
    {
        { Wrong: { } wrong } => Problem.Of(400, "invalid_request", wrong),
        { File: null } => Problem.Of(400, "invalid_request", "Send the file as multipart field \"file\"."),
        { ChatbotId: null } => Problem.Of(400, "invalid_request", "chatbot_id is missing."),
        _ => Shown(await add.From(form.File, form.ChatbotId.Value, form.Metadata, agent, ct), StatusCodes.Status201Created),
    };

    private static async Task<IResult> Replace(Guid id, DocumentForm form, CurrentAgent agent, ReplaceDocument replace, CancellationToken ct) =>
        form.File is null ? Problem.Of(400, "invalid_request", "Send the file as multipart field \"file\".") : Shown(await replace.With(form.File, id, agent, ct), StatusCodes.Status202Accepted);

    private static Task<Source?> Visible(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        db.Sources.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id && s.Kind != SourceKind.Faq, ct);

    private static IResult Shown((Source? Source, IResult? Problem) outcome, int status = StatusCodes.Status200OK) =>
        outcome.Source is { } source ? TypedResults.Json(DocumentView.Of(source, whole: false), Json.Options, statusCode: status) : outcome.Problem!;
}
