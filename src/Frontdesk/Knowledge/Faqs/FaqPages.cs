using Frontdesk.Knowledge.Drafts;
using Frontdesk.Knowledge.Faqs.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>The list of FAQs and what is done to many of them.</summary>
public static class FaqPages
{
    private const int RowsOnPage = 50;

    public static void MapFaqPages(this IEndpointRouteBuilder pages)
    {
        var reading = pages.MapGroup("/knowledge/faqs").RequiresOnPage(Permission.KnowledgeView);
        reading.MapGet("", List).CountsAs(Counted.Search, whenAsked: "q");
        reading.MapGet("/export", Export);

        var writing = pages.MapGroup("/knowledge/faqs").RequiresOnPage(Permission.KnowledgeEdit).DisableAntiforgery();
        writing.MapPost("/bulk", ChangeMany);
        writing.MapPost("/{id:guid}/status", SetStatus);
        writing.MapPost("/{id:guid}/delete", Delete);
        pages.MapFaqEditor();
        pages.MapFaqImportPages();
    }

    private static async Task<IResult> List(
        [AsParameters] FaqFilter filter, CurrentAgent agent, FrontdeskDb db, CancellationToken ct, [FromQuery(Name = "chatbot_id")] Guid? chatbotId = null, int page = 1)
    {
        var (choices, current) = await KnowledgePages.Chatbots(chatbotId, agent, db, ct);
        var list = await FaqList.Read(current ?? Guid.Empty, filter, Math.Clamp(page, 1, 100_000), RowsOnPage, agent, db, ct);
        var shelves = await FaqShelves.Of(current ?? Guid.Empty, agent, db, ct);
        return Page<Knowledge.Pages.KnowledgePage>(new
        {
            Chatbots = choices,
            ChatbotId = current?.ToString(),
            Faqs = new FaqTable([.. list.Faqs.Select(Row)], filter, shelves, list.Total, list.Page, list.Pages, await OpenDrafts(current, agent, db, ct)),
            DocumentCount = (int?)await KnowledgePages.OfChatbot(current, agent, db).CountAsync(s => s.Kind == SourceKind.Document || s.Kind == SourceKind.Text, ct),
        });
    }

    /// <summary>Of the chatbot that is named and of no other: a file does not say whose it is.</summary>
    private static async Task<IResult> Export(
        [AsParameters] FaqFilter filter, CurrentAgent agent, ExportFaqs export, HttpContext http, CancellationToken ct, [FromQuery(Name = "chatbot_id")] Guid? chatbotId = null) =>
        chatbotId is not { } chatbot ? SeeOther("/knowledge/faqs")
        : await export.Handle(chatbot, filter, agent, http, ct) is var file and not ProblemHttpResult ? file : TypedResults.NotFound();

    private static Task<int> OpenDrafts(Guid? chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        db.FaqDrafts.VisibleTo(agent).CountAsync(d => d.ChatbotId == chatbotId && d.Status == DraftStatus.Open, ct);

    private static async Task<IResult> ChangeMany(HttpContext http, CurrentAgent agent, ChangeFaqs change, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (!Guid.TryParse(form["chatbot_id"], out var chatbotId))
        {
            return TypedResults.NotFound();
        }

        var filter = new FaqFilter { Q = form["q"], Category = form["filter_category"], Tag = form["tag"], Status = form["filter_status"], Sort = form["sort"] };
        Guid[] ids = [.. form["ids"].Select(id => Guid.TryParse(id, out var faq) ? faq : Guid.Empty)];
        var (changed, problem) = await change.Handle(
            new ChangeFaqs.Request(chatbotId, form["action"].ToString(), form["all"] == "true" ? null : ids, CleanText.Of(form["category"].ToString())) { Filter = filter }, agent, ct);
        if (problem is ProblemHttpResult { StatusCode: StatusCodes.Status404NotFound })
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, changed is { } count ? Said(form["action"].ToString(), count) : ids.Length == 0 ? "Choose FAQs first." : "That did not work. Choose FAQs and what to do with them.", changed is null ? Meaning.Warning : Meaning.Success);
        return SeeOther($"/knowledge/faqs{filter.ToQuery(chatbotId)}");
    }

    private static async Task<IResult> SetStatus(Guid id, [FromForm] string? status, HttpContext http, CurrentAgent agent, SaveFaq save, FrontdeskDb db, CancellationToken ct)
    {
        if (!await db.Sources.VisibleTo(agent).AnyAsync(s => s.Id == id && s.Kind == SourceKind.Faq, ct))
        {
            return TypedResults.NotFound();
        }

        if (SnakeCase.Find<SourceStatus>(status) is not { } wanted)
        {
            return Problem.Of(400, "invalid_request", "status is active, inactive or draft.");
        }

        var (faq, _) = await save.Change(id, f => FaqContent.Of(f) with { Status = wanted }, agent, ct);
        if (faq is null)
        {
            Flash.Leave(http, "Write an answer first, then it can be switched on.", Meaning.Warning);
            return SeeOther($"/knowledge/faqs/{id}");
        }

        return http.Request.AcceptsStream() ? Stream<FaqRowStream>(new { Row = Row(faq) }) : SeeOther($"/knowledge/faqs?chatbot_id={faq.ChatbotId}");
    }

    private static async Task<IResult> Delete(Guid id, HttpContext http, CurrentAgent agent, DeleteFaq delete, CancellationToken ct)
    {
        var (chatbot, problem) = await delete.Handle(id, agent, ct);
        if (problem is not null)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, "Deleted. The chatbot no longer answers from it.");
        return SeeOther($"/knowledge/faqs?chatbot_id={chatbot}");
    }

    private static string Said(string action, int count) => (count == 1 ? "1 FAQ " : $"{count:N0} FAQs ") + action switch
    {
        ChangeFaqs.Activate => "switched on.",
        ChangeFaqs.Deactivate => "switched off. The chatbot no longer answers from them.",
        ChangeFaqs.Delete => "deleted.",
        _ => "sorted.",
    };

    private static FaqRow Row(Source f) => new(
        f.Id.ToString(), f.Title, f.Category, f.Tags, SnakeCase.Text(f.Priority), SnakeCase.Text(f.Status), f.AlternativeQuestions.Length, f.UsedCount, f.LastUsedAt, f.UpdatedAt, f.Body.Length > 0);
}
