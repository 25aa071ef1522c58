using Frontdesk.Knowledge.Faqs.Pages;
using Frontdesk.Knowledge.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>The list of FAQs, their editor and their import.</summary>
public static class FaqPages
{
    private const int MostRows = 1000;

    public static void MapFaqPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGroup("/knowledge/faqs").RequiresOnPage(Permission.KnowledgeView).MapGet("", Faqs);
        var writing = pages.MapGroup("/knowledge/faqs").RequiresOnPage(Permission.KnowledgeEdit).DisableAntiforgery();
        writing.MapGet("/new", ([FromQuery(Name = "chatbot_id")] string? chatbotId) => Page<FaqPage>(new { ChatbotId = chatbotId ?? "" }));
        writing.MapGet("/{id:guid}", EditFaq);
        writing.MapPost("", (FaqForm form, CurrentAgent agent, SaveFaq save, HttpContext http, CancellationToken ct) => WriteFaq(null, form, agent, save, http, ct));
        writing.MapPost("/{id:guid}", (Guid id, FaqForm form, CurrentAgent agent, SaveFaq save, HttpContext http, CancellationToken ct) => WriteFaq(id, form, agent, save, http, ct));
        writing.MapPost("/{id:guid}/delete", DeleteFaq);
        writing.MapPost("/import", Import).WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Request), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = UploadLimits.Form });
    }

    private static async Task<IResult> Faqs(CurrentAgent agent, FrontdeskDb db, CancellationToken ct, [FromQuery(Name = "chatbot_id")] Guid? chatbotId = null)
    {
        var (choices, current) = await KnowledgePages.Chatbots(chatbotId, agent, db, ct);
        var rows = await KnowledgePages.OfChatbot(current, agent, db).Where(s => s.Kind == SourceKind.Faq).OrderBy(s => s.Category).ThenBy(s => s.Title).Take(MostRows).ToListAsync(ct);
        return Page<KnowledgePage>(new
        {
            Chatbots = choices,
            ChatbotId = current?.ToString(),
            Faqs = (IReadOnlyList<FaqRow>)rows.ConvertAll(f => new FaqRow(f.Id.ToString(), f.Title, f.Category, SnakeCase.Text(f.Status), f.AlternativeQuestions.Length, f.UpdatedAt)),
            DocumentCount = (int?)await KnowledgePages.OfChatbot(current, agent, db).CountAsync(s => s.Kind != SourceKind.Faq, ct),
        });
    }

    private static async Task<IResult> DeleteFaq(Guid id, HttpContext http, CurrentAgent agent, FrontdeskDb db, DeleteSource delete, CancellationToken ct) =>
        await KnowledgePages.Delete(id, "/knowledge/faqs", http, agent, db, delete, ct);

    private static async Task<IResult> EditFaq(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        await db.Sources.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id && s.Kind == SourceKind.Faq, ct) is { } faq
            ? Page<FaqPage>(new
            {
                ChatbotId = faq.ChatbotId.ToString(),
                Values = new FaqValues(faq.Id.ToString(), faq.Title, faq.Body, string.Join('\n', faq.AlternativeQuestions), faq.Category ?? "", string.Join(", ", faq.Tags), SnakeCase.Text(faq.Priority), SnakeCase.Text(faq.Status)),
            })
            : TypedResults.NotFound();

    private static async Task<IResult> WriteFaq(Guid? id, FaqForm form, CurrentAgent agent, SaveFaq save, HttpContext http, CancellationToken ct)
    {
        if (form.Content.Check() is { Any: true } errors)
        {
            return Page<FaqPage>(new { ChatbotId = form.ChatbotId.ToString(), Values = form.Values(id), Errors = errors.OnForm() }, StatusCodes.Status422UnprocessableEntity);
        }

        var (faq, _) = id is { } known ? await save.Change(known, form.Content, agent, ct) : await save.Create(form.ChatbotId, form.Content, agent, ct);
        if (faq is null)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, "Saved. Visitors get this answer from now on.");
        return SeeOther($"/knowledge/faqs?chatbot_id={faq.ChatbotId}");
    }

    private static async Task<IResult> Import(IFormFile? file, [FromForm(Name = "chatbot_id")] Guid chatbotId, [FromForm(Name = "overwrite_existing")] string? overwrite, CurrentAgent agent, ImportFaqs import, CancellationToken ct)
    {
        if (file is null || file.Length > ImportFaqs.LargestFile)
        {
            return Stream<ImportStream>(new { ChatbotId = chatbotId.ToString(), Problem = "Choose a CSV file of at most 10 MB." });
        }

        await using var csv = file.OpenReadStream();
        var (result, problem) = await import.From(csv, chatbotId, overwrite is "on" or "true", agent, ct);
        return Stream<ImportStream>(new { ChatbotId = chatbotId.ToString(), Result = result, Problem = (problem as ProblemHttpResult)?.ProblemDetails.Detail });
    }
}
