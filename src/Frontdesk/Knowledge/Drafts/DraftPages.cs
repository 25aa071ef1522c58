using Frontdesk.Chatbots;
using Frontdesk.Knowledge.Drafts.Pages;
using Frontdesk.Knowledge.Faqs;
using Frontdesk.Knowledge.Indexes;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Platform.Text;
using Frontdesk.Retrieval;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge.Drafts;

/// <summary>Where proposed FAQs are reviewed.</summary>
public static class DraftPages
{
    private const int Shown = 50;
    private const int Offered = 3;

    public static void MapDraftPages(this IEndpointRouteBuilder pages)
    {
        var review = pages.MapGroup("/knowledge/faqs/drafts").RequiresOnPage(Permission.KnowledgeEdit).DisableAntiforgery();
        review.MapGet("", Show);
        review.MapPost("/settings", Switch);
        review.MapPost("/{id:guid}/accept", Accept);
        review.MapPost("/{id:guid}/merge", async (Guid id, [FromForm(Name = "faq_id")] Guid? faqId, HttpContext http, CurrentAgent agent, DecideDraft decide, CancellationToken ct) =>
            await decide.Merge(id, faqId ?? Guid.Empty, agent, ct) is var (faq, problem) && faq is not null ? Done(http, faq.ChatbotId, $"“{faq.Title}” now answers this question too.") : Refused(http, problem!, null));
        review.MapPost("/{id:guid}/reject", async (Guid id, [FromForm(Name = "chatbot_id")] Guid? chatbotId, HttpContext http, CurrentAgent agent, DecideDraft decide, CancellationToken ct) =>
            await decide.Reject(id, agent, ct) is { } problem ? Refused(http, problem, chatbotId) : Done(http, chatbotId, "Rejected. The same is not proposed again."));
    }

    private static async Task<IResult> Show([FromQuery(Name = "chatbot_id")] Guid? chatbotId, CurrentAgent agent, FrontdeskDb db, KnowledgeIndexes indexes, SetProposals proposals, CancellationToken ct)
    {
        var (_, current) = await KnowledgePages.Chatbots(chatbotId, agent, db, ct);
        if (current is not { } chatbot)
        {
            return SeeOther("/knowledge/faqs");
        }

        var open = db.FaqDrafts.AsNoTracking().VisibleTo(agent).Where(d => d.ChatbotId == chatbot && d.Status == DraftStatus.Open);
        var drafts = await open.OrderByDescending(d => d.CreatedAt).Take(Shown).ToListAsync(ct);
        var index = await indexes.Of(agent.WorkspaceId, chatbot, ct);
        return Page<DraftsPage>(new
        {
            ChatbotId = chatbot.ToString(),
            Drafts = (IReadOnlyList<DraftRow>)drafts.ConvertAll(d => new DraftRow(d, Near(index, d.Question))),
            Total = await open.CountAsync(ct),
            Enabled = await proposals.IsOn(chatbot, agent, ct) == true,
        });
    }

    private static async Task<IResult> Accept(Guid id, [FromForm] string? question, [FromForm] string? answer, HttpContext http, CurrentAgent agent, DecideDraft decide, CancellationToken ct)
    {
        var (faq, problem) = await decide.Accept(id, draft => FaqContent.From(CleanText.Of(question ?? draft.Question), CleanText.Of(answer ?? draft.Answer), [], null, []), agent, ct);
        return faq is null ? Refused(http, problem!, null) : Done(http, faq.ChatbotId, "Accepted. Visitors get this answer from now on.");
    }

    private static async Task<IResult> Switch([FromForm(Name = "chatbot_id")] Guid? chatbotId, [FromForm] string? enabled, HttpContext http, CurrentAgent agent, SetProposals proposals, CancellationToken ct)
    {
        var on = enabled is "on" or "true";
        return chatbotId is not { } chatbot || await proposals.Handle(chatbot, on, agent, ct) is not null
            ? TypedResults.NotFound()
            : Done(http, chatbot, on ? "Answers of your team are proposed as FAQs." : "No more FAQs are proposed.");
    }

    /// <summary>FAQs that could take the question as another phrasing.</summary>
    private static List<NearFaq> Near(PassageIndex index, string question) =>
        [.. index.Search(question, 10).Where(h => h.Passage.Kind == PassageKind.Faq && h.Confidence >= 0.1).Take(Offered).Select(h => new NearFaq(h.Passage.SourceId, h.Passage.Title))];

    private static IResult Done(HttpContext http, Guid? chatbotId, string words)
    {
        Flash.Leave(http, words);
        return SeeOther($"/knowledge/faqs/drafts?chatbot_id={chatbotId}");
    }

    private static IResult Refused(HttpContext http, IResult problem, Guid? chatbotId)
    {
        if (problem is not ProblemHttpResult { StatusCode: not StatusCodes.Status404NotFound } refused)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, refused.ProblemDetails.Detail ?? "Look at the question and the answer again.", Meaning.Warning);
        return SeeOther($"/knowledge/faqs/drafts?chatbot_id={chatbotId}");
    }
}
