using Frontdesk.Knowledge.Synonyms.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge.Synonyms;

/// <summary>Synonyms over the API and on their page: one group a line.</summary>
public static class SynonymRoutes
{
    public sealed record Request(Guid ChatbotId, IReadOnlyList<IReadOnlyList<string>> Synonyms);

    public static void MapSynonymApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("/api/v1/knowledge-base/synonyms").WithTags("Knowledge base").Requires(Permission.KnowledgeView)
            .MapGet("", async ([FromQuery(Name = "chatbot_id")] Guid chatbotId, CurrentAgent agent, SaveSynonyms save, CancellationToken ct) => Answer(chatbotId, await save.Of(chatbotId, agent, ct)));
        routes.MapGroup("/api/v1/knowledge-base/synonyms").WithTags("Knowledge base").Requires(Permission.KnowledgeEdit)
            .MapPut("", async (Request body, CurrentAgent agent, SaveSynonyms save, CancellationToken ct) => Answer(body.ChatbotId, await save.Handle(body.ChatbotId, body.Synonyms, agent, ct)));
    }

    public static void MapSynonymPages(this IEndpointRouteBuilder pages)
    {
        var group = pages.MapGroup("/knowledge/synonyms").RequiresOnPage(Permission.KnowledgeEdit).DisableAntiforgery();
        group.MapGet("", Show);
        group.MapPost("", Save);
    }

    private static IResult Answer(Guid chatbotId, (IReadOnlyList<IReadOnlyList<string>>? Groups, IResult? Problem) outcome) =>
        outcome.Groups is { } groups ? TypedResults.Ok(new { chatbot_id = chatbotId, synonyms = groups }) : outcome.Problem!;

    private static async Task<IResult> Show([FromQuery(Name = "chatbot_id")] Guid? chatbotId, CurrentAgent agent, FrontdeskDb db, SaveSynonyms save, CancellationToken ct)
    {
        var (_, current) = await KnowledgePages.Chatbots(chatbotId, agent, db, ct);
        if (current is not { } chatbot)
        {
            return SeeOther("/knowledge/faqs");
        }

        var (groups, _) = await save.Of(chatbot, agent, ct);
        return Page<SynonymsPage>(new { ChatbotId = chatbot.ToString(), Text = string.Join('\n', groups!.Select(g => string.Join(", ", g))) });
    }

    private static async Task<IResult> Save([FromForm(Name = "chatbot_id")] Guid chatbotId, [FromForm] string? synonyms, HttpContext http, CurrentAgent agent, SaveSynonyms save, CancellationToken ct)
    {
        var text = CleanText.Of(synonyms ?? "");
        var groups = SaveSynonyms.Tidy(text.Split('\n').Select(line => line.Split(',')));
        if (await save.Of(chatbotId, agent, ct) is (_, not null))
        {
            return TypedResults.NotFound();
        }

        if (SaveSynonyms.Check(groups) is { Any: true } errors)
        {
            return Page<SynonymsPage>(new { ChatbotId = chatbotId.ToString(), Text = text, Errors = errors.OnForm() }, StatusCodes.Status422UnprocessableEntity);
        }

        await save.Handle(chatbotId, groups, agent, ct);
        Flash.Leave(http, "Saved. Visitors may use any of these words from now on.");
        return SeeOther($"/knowledge/synonyms?chatbot_id={chatbotId}");
    }
}
