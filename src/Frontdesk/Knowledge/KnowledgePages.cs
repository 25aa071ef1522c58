using Frontdesk.Chatbots;
using Frontdesk.Knowledge.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge;

/// <summary>The documents and texts of a chatbot's knowledge.</summary>
public static class KnowledgePages
{
    private const int MostRows = 1000;

    public static void MapKnowledgePages(this IEndpointRouteBuilder pages)
    {
        var reading = pages.MapGroup("/knowledge").RequiresOnPage(Permission.KnowledgeView);
        reading.MapGet("", Documents);
        reading.MapGet("/rows/{id:guid}", Row);
        reading.MapGet("/sources/{id:guid}", ShowSource);

        var writing = pages.MapGroup("/knowledge").RequiresOnPage(Permission.KnowledgeEdit).DisableAntiforgery();
        writing.MapGet("/texts/new", ([FromQuery(Name = "chatbot_id")] string? chatbotId) => Page<TextSourcePage>(new { ChatbotId = chatbotId ?? "" }));
        writing.MapPost("/texts", WriteText);
        writing.MapPost("/documents", Upload).WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Request), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = UploadLimits.Form });
        writing.MapPost("/sources/{id:guid}/delete", DeleteSource);
    }

    private static async Task<IResult> Documents(CurrentAgent agent, FrontdeskDb db, CancellationToken ct, [FromQuery(Name = "chatbot_id")] Guid? chatbotId = null)
    {
        var (choices, current) = await Chatbots(chatbotId, agent, db, ct);
        var rows = await OfChatbot(current, agent, db).Where(s => s.Kind != SourceKind.Faq).OrderByDescending(s => s.CreatedAt).Take(MostRows).ToListAsync(ct);
        return Page<KnowledgePage>(new
        {
            Chatbots = choices,
            ChatbotId = current?.ToString(),
            Documents = (IReadOnlyList<SourceRow>)rows.ConvertAll(RowOf),
            FaqCount = (int?)await OfChatbot(current, agent, db).CountAsync(s => s.Kind == SourceKind.Faq, ct),
        });
    }

    private static async Task<IResult> Row(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var source = await db.Sources.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id, ct);
        return Stream<SourceRowStream>(new { Id = id.ToString(), Row = source is null ? null : RowOf(source) });
    }

    private static async Task<IResult> ShowSource(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        if (await db.Sources.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id && s.Kind != SourceKind.Faq, ct) is not { } source)
        {
            return TypedResults.NotFound();
        }

        var passages = await db.Passages.AsNoTracking().Where(p => p.SourceId == id).OrderBy(p => p.Ordinal).Take(500).ToListAsync(ct);
        return Page<SourcePage>(new
        {
            ChatbotId = source.ChatbotId.ToString(),
            Source = RowOf(source),
            Passages = (IReadOnlyList<SourcePassage>)[.. passages.Select((p, i) => new SourcePassage(i + 1, p.Heading.Length == 0 ? null : p.Heading, p.Content))],
        });
    }

    private static async Task<IResult> Upload(IFormFile? file, [FromForm(Name = "chatbot_id")] Guid chatbotId, HttpContext http, CurrentAgent agent, AddDocument add, CancellationToken ct)
    {
        if (file is null)
        {
            return Problem.Of(400, "invalid_request", "Choose a file first.");
        }

        var (source, problem) = await add.From(file, chatbotId, null, agent, ct);
        return source is null ? problem!
            : http.Request.AcceptsStream() ? Stream<SourceRowStream>(new { Id = source.Id.ToString(), Row = RowOf(source) })
            : SeeOther($"/knowledge?chatbot_id={chatbotId}");
    }

    private static async Task<IResult> WriteText([FromForm(Name = "chatbot_id")] Guid chatbotId, [FromForm] string? title, [FromForm] string? content, CurrentAgent agent, AddText add, CancellationToken ct)
    {
        var request = new AddText.Request(chatbotId, Platform.Text.CleanText.Of(title ?? ""), Platform.Text.CleanText.Of(content ?? ""));
        if (request.Check() is { Any: true } errors)
        {
            return Page<TextSourcePage>(new { ChatbotId = chatbotId.ToString(), Values = new TextValues(title ?? "", content ?? ""), Errors = errors.OnForm() }, StatusCodes.Status422UnprocessableEntity);
        }

        var (source, _) = await add.From(request, agent, ct);
        return source is null ? TypedResults.NotFound() : SeeOther($"/knowledge?chatbot_id={chatbotId}");
    }

    private static async Task<IResult> DeleteSource(Guid id, HttpContext http, CurrentAgent agent, FrontdeskDb db, DeleteSource delete, CancellationToken ct) =>
        await Delete(id, "/knowledge", http, agent, db, delete, ct);

    internal static async Task<IResult> Delete(Guid id, string list, HttpContext http, CurrentAgent agent, FrontdeskDb db, DeleteSource delete, CancellationToken ct)
    {
        var chatbot = await db.Sources.VisibleTo(agent).Where(s => s.Id == id).Select(s => (Guid?)s.ChatbotId).SingleOrDefaultAsync(ct);
        if (await delete.Handle(id, agent, ct) is ProblemHttpResult)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, "Deleted. The chatbot no longer answers from it.");
        return SeeOther($"{list}?chatbot_id={chatbot}");
    }

    internal static async Task<(IReadOnlyList<ChatbotChoice> Choices, Guid? Current)> Chatbots(Guid? asked, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var known = await db.Chatbots.AsNoTracking().VisibleTo(agent).OrderBy(c => c.CreatedAt).Select(c => new { c.Id, c.Name }).ToListAsync(ct);
        var current = known.Find(c => c.Id == asked) ?? known.FirstOrDefault();
        return (known.ConvertAll(c => new ChatbotChoice(c.Id.ToString(), c.Name)), current?.Id);
    }

    internal static IQueryable<Source> OfChatbot(Guid? chatbotId, CurrentAgent agent, FrontdeskDb db) => db.Sources.AsNoTracking().VisibleTo(agent).Where(s => s.ChatbotId == chatbotId);

    private static SourceRow RowOf(Source s) => new(s.Id.ToString(), s.Title, s.Kind == SourceKind.Text ? "text" : Path.GetExtension(s.FileName ?? "").TrimStart('.'), SnakeCase.Text(s.Status), s.Failure, s.PassageCount, s.SizeBytes, s.UpdatedAt);
}
