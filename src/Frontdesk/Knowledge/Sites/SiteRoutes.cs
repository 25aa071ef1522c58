using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Sites;

/// <summary>Websites over the API.</summary>
public static class SiteRoutes
{
    private const int MostPagesAtOnce = 500;

    public static void MapSitesApi(this IEndpointRouteBuilder routes)
    {
        var reading = routes.MapGroup("/api/v1/knowledge-base/urls").WithTags("Knowledge base").Requires(Permission.KnowledgeView);
        reading.MapGet("", List);
        reading.MapGet("/{id:guid}", async (Guid id, CurrentAgent agent, ListSites sites, CancellationToken ct) =>
            await sites.One(id, agent, ct) is { } site ? TypedResults.Ok(SiteView.Of(site)) : (IResult)Problem.NotFound("site_not_found"));
        reading.MapGet("/{id:guid}/pages", Pages);

        var writing = routes.MapGroup("/api/v1/knowledge-base/urls").WithTags("Knowledge base").Requires(Permission.KnowledgeEdit);
        writing.MapPost("", async (AddSite.Request body, CurrentAgent agent, AddSite add, CancellationToken ct) => Answer(await add.From(body, agent, ct), StatusCodes.Status201Created));
        writing.MapPatch("/{id:guid}", async (Guid id, ChangeSite.Request body, CurrentAgent agent, ChangeSite change, CancellationToken ct) => Answer(await change.To(id, body, agent, ct)));
        writing.MapPost("/{id:guid}/crawl", async (Guid id, CurrentAgent agent, CrawlNow crawl, CancellationToken ct) => Answer(await crawl.Begin(id, agent, ct), StatusCodes.Status202Accepted));
        writing.MapPost("/{id:guid}/cancel", async (Guid id, CurrentAgent agent, CrawlNow crawl, CancellationToken ct) => Answer(await crawl.Cancel(id, agent, ct)));
        writing.MapDelete("/{id:guid}", async (Guid id, CurrentAgent agent, DeleteSite delete, CancellationToken ct) => (await delete.Handle(id, agent, ct)).Problem ?? TypedResults.NoContent());
    }

    private static async Task<IResult> List([FromQuery(Name = "chatbot_id")] Guid chatbotId, CurrentAgent agent, FrontdeskDb db, ListSites sites, CancellationToken ct) =>
        await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct)
            ? TypedResults.Ok(new { data = (await sites.Of(chatbotId, agent, ct)).ConvertAll(SiteView.Of) })
            : Problem.NotFound("chatbot_not_found");

    private static async Task<IResult> Pages(Guid id, CurrentAgent agent, ListSites sites, CancellationToken ct, string? status = null, int limit = 100, int offset = 0)
    {
        if (await sites.One(id, agent, ct) is null)
        {
            return Problem.NotFound("site_not_found");
        }

        PageState? state = Enum.GetValues<PageState>().Where(s => SnakeCase.Text(s) == status).Cast<PageState?>().FirstOrDefault();
        return limit is < 1 or > MostPagesAtOnce || offset < 0 || status is not null && state is null
            ? Problem.Of(422, "invalid_fields", $"limit is 1 to {MostPagesAtOnce}, offset 0 or more, and status is waiting, read, unchanged, skipped or failed.")
            : TypedResults.Ok(new { data = await sites.Pages(id, state, offset, limit, ct) });
    }

    private static IResult Answer((Site? Site, IResult? Problem) outcome, int status = StatusCodes.Status200OK) =>
        outcome.Site is { } site ? TypedResults.Json(SiteView.Of(site), Json.Options, statusCode: status) : outcome.Problem!;
}
