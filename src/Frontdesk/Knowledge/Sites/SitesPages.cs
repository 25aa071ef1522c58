using Frontdesk.Knowledge.Pages;
using Frontdesk.Knowledge.Sites.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge.Sites;

/// <summary>The websites of a chatbot, and one of them with its pages.</summary>
public static class SitesPages
{
    private const int PagesShown = 100;

    public static void MapSitePages(this IEndpointRouteBuilder pages)
    {
        var reading = pages.MapGroup("/knowledge/sites").RequiresOnPage(Permission.KnowledgeView);
        reading.MapGet("", List);
        reading.MapGet("/{id:guid}", Show);
        reading.MapGet("/{id:guid}/row", Row);

        var writing = pages.MapGroup("/knowledge/sites").RequiresOnPage(Permission.KnowledgeEdit).DisableAntiforgery();
        writing.MapGet("/new", Begin);
        writing.MapPost("", Add);
        writing.MapPost("/{id:guid}", Change);
        writing.MapPost("/{id:guid}/crawl", async (Guid id, CurrentAgent agent, CrawlNow crawl, HttpContext http, CancellationToken ct) => Back(id, await crawl.Begin(id, agent, ct), "Reading has begun.", http));
        writing.MapPost("/{id:guid}/cancel", async (Guid id, CurrentAgent agent, CrawlNow crawl, HttpContext http, CancellationToken ct) => Back(id, await crawl.Cancel(id, agent, ct), "Reading was stopped. What was read until now answers.", http));
        writing.MapPost("/{id:guid}/delete", Delete);
    }

    private static async Task<IResult> List(CurrentAgent agent, FrontdeskDb db, ListSites sites, CancellationToken ct, [FromQuery(Name = "chatbot_id")] Guid? chatbotId = null)
    {
        var (choices, current) = await KnowledgePages.Chatbots(chatbotId, agent, db, ct);
        return Page<KnowledgePage>(new
        {
            Chatbots = choices,
            ChatbotId = current?.ToString(),
            Sites = (IReadOnlyList<Site>)await sites.Of(current ?? Guid.Empty, agent, ct),
        });
    }

    private static async Task<IResult> Show(Guid id, CurrentAgent agent, ListSites sites, CancellationToken ct, string? status = null, int page = 1) =>
        await sites.One(id, agent, ct) is { } site ? Page<OneSitePage>(await Shown(site, SiteForm.Of(site), [], sites, status, page, ct)) : TypedResults.NotFound();

    private static async Task<IResult> Row(Guid id, CurrentAgent agent, ListSites sites, CancellationToken ct) =>
        Stream<SiteRowStream>(new { Id = id.ToString(), Row = await sites.One(id, agent, ct) });

    /// <summary>Its schedule goes by the clock of whoever adds it, as their profile says.</summary>
    private static async Task<IResult> Begin([FromQuery(Name = "chatbot_id")] Guid? chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var (_, current) = await KnowledgePages.Chatbots(chatbotId, agent, db, ct);
        if (current is not { } chatbot)
        {
            return SeeOther("/knowledge/sites");
        }

        var zone = await db.Users.Where(u => u.Id == agent.UserId).Select(u => u.Timezone).SingleAsync(ct);
        return Page<NewSitePage>(new { ChatbotId = chatbot.ToString(), Values = CrawlSchedule.IsZone(zone) ? new SiteForm(Timezone: zone) : new SiteForm() });
    }

    private static async Task<IResult> Add([FromForm(Name = "chatbot_id")] Guid chatbotId, HttpContext http, CurrentAgent agent, AddSite add, CancellationToken ct)
    {
        var form = SiteForm.Of(http.Request.Form);
        var (site, problem) = await add.From(new AddSite.Request(chatbotId, form.Url, form.Settings, form.Schedule), agent, ct);
        return site is not null ? SeeOther($"/knowledge/sites/{site.Id}")
            : Errors(problem!) is { } errors ? Page<NewSitePage>(new { ChatbotId = chatbotId.ToString(), Values = form, Errors = errors }, StatusCodes.Status422UnprocessableEntity)
            : TypedResults.NotFound();
    }

    private static async Task<IResult> Change(Guid id, HttpContext http, CurrentAgent agent, ChangeSite change, ListSites sites, CancellationToken ct)
    {
        var form = SiteForm.Of(http.Request.Form);
        var (site, problem) = await change.To(id, new ChangeSite.Request(form.Settings, form.Schedule), agent, ct);
        if (site is null && Errors(problem!) is { } errors && await sites.One(id, agent, ct) is { } present)
        {
            return Page<OneSitePage>(await Shown(present, form, errors, sites, null, 1, ct), StatusCodes.Status422UnprocessableEntity);
        }

        return Back(id, (site, problem), "Saved. It holds from the next reading on.", http);
    }

    private static async Task<IResult> Delete(Guid id, CurrentAgent agent, DeleteSite delete, HttpContext http, CancellationToken ct)
    {
        var (chatbot, _) = await delete.Handle(id, agent, ct);
        if (chatbot is null)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, "Deleted. The chatbot no longer answers from it.");
        return SeeOther($"/knowledge/sites?chatbot_id={chatbot}");
    }

    private static IResult Back(Guid id, (Site? Site, IResult? Problem) outcome, string done, HttpContext http)
    {
        if (outcome.Problem is ProblemHttpResult { StatusCode: StatusCodes.Status409Conflict } refused)
        {
            Flash.Leave(http, refused.ProblemDetails.Detail!, Meaning.Warning);
        }
        else if (outcome.Site is null)
        {
            return TypedResults.NotFound();
        }
        else
        {
            Flash.Leave(http, done);
        }

        return SeeOther($"/knowledge/sites/{id}");
    }

    private static async Task<object> Shown(Site site, SiteForm form, FormErrors errors, ListSites sites, string? status, int page, CancellationToken ct)
    {
        PageState? state = Enum.GetValues<PageState>().Where(s => SnakeCase.Text(s) == status).Cast<PageState?>().FirstOrDefault();
        var at = Math.Clamp(page, 1, 100);
        var found = await sites.Pages(site.Id, state, (at - 1) * PagesShown, PagesShown + 1, ct);
        return new { Site = site, Values = form, Errors = errors, Pages = (IReadOnlyList<SitePageView>)[.. found.Take(PagesShown)], State = state, PageNumber = at, HasMore = found.Count > PagesShown };
    }

    /// <summary>What can be put right in the form; null where there is nothing to see.</summary>
    private static FormErrors? Errors(IResult problem) => problem is not ProblemHttpResult { StatusCode: 422 or 409 } shown ? null
        : shown.ProblemDetails.Extensions.TryGetValue("errors", out var errors) && errors is IReadOnlyDictionary<string, string> byField ? Named(byField)
        : Named(new Dictionary<string, string> { ["url"] = shown.ProblemDetails.Detail! });

    private static FormErrors Named(IReadOnlyDictionary<string, string> byField)
    {
        var errors = new FormErrors();
        foreach (var (field, message) in byField)
        {
            errors[field] = message;
        }

        return errors;
    }
}
