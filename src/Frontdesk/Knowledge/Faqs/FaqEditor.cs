using Frontdesk.Chatbots;
using Frontdesk.Knowledge.Faqs.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Platform.Text;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>The page on which a FAQ is written.</summary>
public static class FaqEditor
{
    private const int MostDocuments = 500;

    public static void MapFaqEditor(this IEndpointRouteBuilder pages)
    {
        var writing = pages.MapGroup("/knowledge/faqs").RequiresOnPage(Permission.KnowledgeEdit).DisableAntiforgery();
        writing.MapGet("/new", Begin);
        writing.MapGet("/{id:guid}", Edit);
        writing.MapPost("/preview", ([FromForm] string? answer) => Stream<AnswerPreviewStream>(new { Answer = CleanText.Cut(CleanText.Of(answer ?? ""), 10_000) }));
        writing.MapPost("", (FaqForm form, CurrentAgent agent, SaveFaq save, FrontdeskDb db, HttpContext http, CancellationToken ct) => Write(null, form, agent, save, db, http, ct));
        writing.MapPost("/{id:guid}", (Guid id, FaqForm form, CurrentAgent agent, SaveFaq save, FrontdeskDb db, HttpContext http, CancellationToken ct) => Write(id, form, agent, save, db, http, ct));
        writing.MapPost("/{id:guid}/phrasings", AddPhrasing);
    }

    /// <param name="question">Already asked somewhere: the form begins with it.</param>
    private static async Task<IResult> Begin([FromQuery(Name = "chatbot_id")] Guid? chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct, string? question = null)
    {
        var (_, current) = await KnowledgePages.Chatbots(chatbotId, agent, db, ct);
        return current is not { } chatbot ? SeeOther("/knowledge/faqs") : Page<FaqPage>(new
        {
            ChatbotId = chatbot.ToString(),
            Values = new FaqValues(Question: CleanText.Optional(question, FaqContent.LongestQuestion) ?? ""),
            Choices = await Choices(chatbot, agent, db, ct),
        });
    }

    private static async Task<IResult> Edit(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        if (await db.Sources.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id && s.Kind == SourceKind.Faq, ct) is not { } faq)
        {
            return TypedResults.NotFound();
        }

        return Page<FaqPage>(new
        {
            ChatbotId = faq.ChatbotId.ToString(),
            Values = Values(faq),
            Choices = await Choices(faq.ChatbotId, agent, db, ct),
            History = await History(faq, db, ct),
        });
    }

    private static async Task<IResult> Write(Guid? id, FaqForm form, CurrentAgent agent, SaveFaq save, FrontdeskDb db, HttpContext http, CancellationToken ct)
    {
        if (await save.Check(form.Content, form.ChatbotId, agent, ct) is { Any: true } errors)
        {
            return Page<FaqPage>(new
            {
                ChatbotId = form.ChatbotId.ToString(),
                Values = form.Values(id),
                Choices = await Choices(form.ChatbotId, agent, db, ct),
                Errors = errors.OnForm(),
            }, StatusCodes.Status422UnprocessableEntity);
        }

        var (faq, _) = id is { } known ? await save.Change(known, form.Content, agent, ct) : await save.Create(form.ChatbotId, form.Content, agent, ct);
        if (faq is null)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, faq.Status == SourceStatus.Active ? "Saved. Visitors get this answer from now on." : "Saved. Visitors do not get this answer yet.");
        return SeeOther($"/knowledge/faqs?chatbot_id={faq.ChatbotId}");
    }

    private static async Task<IResult> AddPhrasing(Guid id, [FromForm] string? question, HttpContext http, CurrentAgent agent, SaveFaq save, CancellationToken ct)
    {
        var (faq, problem) = await save.AddPhrasing(id, CleanText.Of(question ?? ""), agent, ct);
        if (faq is null)
        {
            return problem is ProblemHttpResult { StatusCode: StatusCodes.Status404NotFound } ? TypedResults.NotFound() : problem!;
        }

        Flash.Leave(http, $"“{faq.Title}” now answers this question too.");
        return SeeOther($"/knowledge/test?chatbot_id={faq.ChatbotId}&query={Uri.EscapeDataString(question!.Trim())}");
    }

    private static FaqValues Values(Source faq) => new(
        faq.Id.ToString(), faq.Title, faq.Body, string.Join('\n', faq.AlternativeQuestions), faq.Category ?? "", string.Join(", ", faq.Tags), SnakeCase.Text(faq.Priority), SnakeCase.Text(faq.Status),
        string.Join('\n', faq.RelatedUrls))
    { RelatedSources = faq.RelatedSources };

    private static async Task<FaqChoices> Choices(Guid chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var shelves = await FaqShelves.Of(chatbotId, agent, db, ct);
        var documents = await db.Sources.AsNoTracking().VisibleTo(agent).Where(s => s.ChatbotId == chatbotId && s.Kind != SourceKind.Faq)
            .OrderBy(s => s.Title).Take(MostDocuments).Select(s => new RelatedChoice(s.Id, s.Title)).ToListAsync(ct);
        return new FaqChoices([.. shelves.Categories.Select(c => c.Name).OfType<string>()], [.. shelves.Tags.Select(t => t.Name).OfType<string>()], documents);
    }

    private static async Task<FaqHistory> History(Source faq, FrontdeskDb db, CancellationToken ct)
    {
        var (members, users) = (db.Members, db.Users);
        var writer = await members.Where(m => m.Id == faq.CreatedBy).Join(users, m => m.UserId, u => u.Id, (m, u) => u.Name).SingleOrDefaultAsync(ct);
        return new FaqHistory(faq.UsedCount, faq.LastUsedAt, faq.HelpfulCount, faq.NotHelpfulCount, writer, faq.CreatedAt, faq.UpdatedAt);
    }
}
