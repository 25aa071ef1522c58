using Frontdesk.Chatbots;
using Frontdesk.Knowledge.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge;

/// <summary>The documents and texts of a chatbot's knowledge.</summary>
public static class KnowledgePages
{
    private const int PassagesOnPage = 50;
    private const int MostNotices = 100;

    public static void MapKnowledgePages(this IEndpointRouteBuilder pages)
    {
        var reading = pages.MapGroup("/knowledge").RequiresOnPage(Permission.KnowledgeView);
        reading.MapGet("", Documents);
        reading.MapGet("/rows/{id:guid}", Row);
        reading.MapGet("/notices", Notices);
        reading.MapGet("/sources/{id:guid}", ShowSource);
        reading.MapGet("/sources/{id:guid}/file", Download);

        var writing = pages.MapGroup("/knowledge").RequiresOnPage(Permission.KnowledgeEdit).DisableAntiforgery();
        writing.MapGet("/texts/new", BeginText);
        writing.MapPost("/texts", WriteText);
        writing.MapPost("/documents", Upload).WithMetadata(UploadLimits.OfRequest);
        writing.MapPost("/documents/read-again", ReadAllAgain);
        writing.MapPost("/documents/delete", DeleteChosen);
        writing.MapGet("/sources/{id:guid}/edit", EditSource);
        writing.MapPost("/sources/{id:guid}", Change);
        writing.MapPost("/sources/{id:guid}/file", Replace).WithMetadata(UploadLimits.OfRequest);
        writing.MapPost("/sources/{id:guid}/read-again", ReadOneAgain);
        writing.MapPost("/sources/{id:guid}/delete", DeleteSource);
    }

    private static async Task<IResult> Documents(CurrentAgent agent, FrontdeskDb db, CancellationToken ct,
        [FromQuery(Name = "chatbot_id")] Guid? chatbotId = null, string? status = null, string? type = null, string? q = null, string? cursor = null)
    {
        var (choices, current) = await Chatbots(chatbotId, agent, db, ct);
        var asked = new SourceFilter(current ?? Guid.Empty, status, type, CleanText.Optional(q, 200), SourceFilter.Usual, cursor);
        var filter = asked.Check().Any ? new SourceFilter(asked.ChatbotId, null, null, asked.Search, asked.Limit, cursor) : asked;
        var page = await SourceList.Read(filter, agent, db, ct);
        return Page<KnowledgePage>(new
        {
            Chatbots = choices,
            ChatbotId = current?.ToString(),
            Documents = (IReadOnlyList<SourceRow>)[.. page.Sources.Select(SourceRow.Of)],
            Filter = filter with { Cursor = page.Next },
            Totals = await SourceTotals.Of(filter.ChatbotId, agent, db, ct),
            FaqCount = (int?)await OfChatbot(current, agent, db).CountAsync(s => s.Kind == SourceKind.Faq, ct),
        });
    }

    private static async Task<IResult> Row(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var source = await db.Sources.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id, ct);
        return Stream<SourceRowStream>(new { Id = id.ToString(), Row = source is null ? null : SourceRow.Of(source) });
    }

    /// <summary>What came of documents the member has given, said wherever in the dashboard they are now.</summary>
    private static async Task<IResult> Notices(string? ids, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        Guid[] asked = [.. (ids ?? "").Split(',').Take(MostNotices).Select(id => Guid.TryParse(id, out var known) ? known : Guid.Empty)];
        var done = await db.Sources.AsNoTracking().VisibleTo(agent)
            .Where(s => asked.Contains(s.Id) && s.AddedBy == agent.UserId && (s.Status == SourceStatus.Completed || s.Status == SourceStatus.Failed)).OrderBy(s => s.UpdatedAt).ToListAsync(ct);
        return Stream<SourceNotices>(new { Sources = (IReadOnlyList<SourceRow>)done.ConvertAll(SourceRow.Of) });
    }

    private static async Task<IResult> ShowSource(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct, int from = 0)
    {
        if (await Found(id, agent, db, ct) is not { } source)
        {
            return TypedResults.NotFound();
        }

        var first = Math.Max(0, from);
        var passages = await db.Passages.AsNoTracking().Where(p => p.SourceId == id && p.Ordinal >= first).OrderBy(p => p.Ordinal).Take(PassagesOnPage + 1).ToListAsync(ct);
        return Page<SourcePage>(new
        {
            ChatbotId = source.ChatbotId.ToString(),
            Source = SourceRow.Of(source),
            Passages = (IReadOnlyList<SourcePassage>)[.. passages.Take(PassagesOnPage).Select(p => new SourcePassage(p.Ordinal + 1, p.Heading.Length == 0 ? null : PassageTitle.Of(source.Title, p.Heading), p.Page, p.Tokens, p.Content))],
            From = first,
            Size = PassagesOnPage,
            HasMore = passages.Count > PassagesOnPage,
        });
    }

    private static async Task<IResult> Download(Guid id, CurrentAgent agent, FrontdeskDb db, FileStore files, HttpContext http, CancellationToken ct) =>
        await Found(id, agent, db, ct) is { } source ? KnowledgeRoutes.DownloadOf(source, files, http) : TypedResults.NotFound();

    private static async Task<IResult> Upload(DocumentForm form, HttpContext http, CurrentAgent agent, AddDocument add, CancellationToken ct)
    {
        if (form.File is null || form.ChatbotId is not { } chatbot)
        {
            return Problem.Of(400, "invalid_request", "Choose a file first.");
        }

        var (source, problem) = await add.From(form.File, chatbot, form.Metadata, agent, ct);
        return source is null ? problem!
            : http.Request.AcceptsStream() ? Stream<SourceRowStream>(new { Id = source.Id.ToString(), Row = SourceRow.Of(source) })
            : SeeOther($"/knowledge?chatbot_id={chatbot}");
    }

    private static async Task<IResult> Replace(Guid id, DocumentForm form, HttpContext http, CurrentAgent agent, FrontdeskDb db, ReplaceDocument replace, CancellationToken ct)
    {
        if (await Found(id, agent, db, ct) is not { Kind: SourceKind.Document })
        {
            return TypedResults.NotFound();
        }

        var problem = form.File is null ? Problem.Of(400, "invalid_request", "Choose a file first.") : (await replace.With(form.File, id, agent, ct)).Problem as ProblemHttpResult;
        Flash.Leave(http, problem?.ProblemDetails.Detail ?? "The new file is being read. The old passages answer until then.", problem is null ? Meaning.Success : Meaning.Danger);
        return SeeOther($"/knowledge/sources/{id}");
    }

    private static async Task<IResult> EditSource(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        await Found(id, agent, db, ct) is { Kind: SourceKind.Document or SourceKind.Text } source
            ? Page<TextSourcePage>(new { ChatbotId = source.ChatbotId.ToString(), Id = id.ToString(), IsDocument = source.Kind == SourceKind.Document, Values = TextValues.Of(source) })
            : TypedResults.NotFound();

    private static async Task<IResult> Change(Guid id, TextForm form, HttpContext http, CurrentAgent agent, FrontdeskDb db, ChangeSource change, CancellationToken ct)
    {
        if (await Found(id, agent, db, ct) is not { Kind: SourceKind.Document or SourceKind.Text } source)
        {
            return TypedResults.NotFound();
        }

        var isDocument = source.Kind == SourceKind.Document;
        var errors = form.Check(isDocument);
        if (errors.Any)
        {
            return Page<TextSourcePage>(new { ChatbotId = source.ChatbotId.ToString(), Id = id.ToString(), IsDocument = isDocument, form.Values, Errors = errors.OnForm() }, StatusCodes.Status422UnprocessableEntity);
        }

        await change.With(id, form.Metadata, isDocument ? null : form.Content, agent, ct);
        Flash.Leave(http, "Saved.");
        return SeeOther($"/knowledge/sources/{id}");
    }

    private static async Task<IResult> BeginText([FromQuery(Name = "chatbot_id")] Guid? chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var (_, current) = await Chatbots(chatbotId, agent, db, ct);
        return current is { } chatbot ? Page<TextSourcePage>(new { ChatbotId = chatbot.ToString() }) : SeeOther("/knowledge");
    }

    private static async Task<IResult> WriteText(TextForm form, CurrentAgent agent, AddText add, CancellationToken ct)
    {
        if (form.Check(isDocument: false) is { Any: true } errors)
        {
            return Page<TextSourcePage>(new { ChatbotId = form.ChatbotId.ToString(), form.Values, Errors = errors.OnForm() }, StatusCodes.Status422UnprocessableEntity);
        }

        var said = form.Metadata;
        var (source, _) = await add.From(new AddText.Request(form.ChatbotId, form.Title, form.Content, said.Category, said.Language, said.Version, said.Author), agent, ct);
        return source is null ? TypedResults.NotFound() : SeeOther($"/knowledge?chatbot_id={form.ChatbotId}");
    }

    private static async Task<IResult> ReadOneAgain(Guid id, HttpContext http, CurrentAgent agent, ReadAgain again, CancellationToken ct)
    {
        var (source, _) = await again.One(id, agent, ct);
        return source is null ? TypedResults.NotFound()
            : http.Request.AcceptsStream() && http.Request.Form.ContainsKey("in_list") ? Stream<SourceRowStream>(new { Id = id.ToString(), Row = SourceRow.Of(source) })
            : SeeOther($"/knowledge/sources/{id}");
    }

    private static async Task<IResult> ReadAllAgain([FromForm(Name = "chatbot_id")] Guid chatbotId, HttpContext http, CurrentAgent agent, ReadAgain again, CancellationToken ct)
    {
        var (queued, _) = await again.All(chatbotId, agent, ct);
        if (queued is null)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, queued == 1 ? "One document is read again." : $"{queued} documents are read again.");
        return SeeOther($"/knowledge?chatbot_id={chatbotId}");
    }

    private static async Task<IResult> DeleteChosen([FromForm(Name = "chatbot_id")] Guid chatbotId, HttpContext http, CurrentAgent agent, DeleteSources delete, CancellationToken ct)
    {
        Guid[] ids = [.. http.Request.Form["ids"].Select(id => Guid.TryParse(id, out var known) ? known : Guid.Empty).Where(id => id != Guid.Empty)];
        var (deleted, problem) = await delete.Handle(new DeleteSources.Request(ids), agent, ct);
        Flash.Leave(http, deleted is null ? "Choose documents first." : deleted == 1 ? "One document was deleted." : $"{deleted} documents were deleted.", problem is null ? Meaning.Success : Meaning.Warning);
        return SeeOther($"/knowledge?chatbot_id={chatbotId}");
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

    private static Task<Source?> Found(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        db.Sources.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id && s.Kind != SourceKind.Faq, ct);
}
