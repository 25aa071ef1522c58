using System.Globalization;
using Frontdesk.Chatbots;
using Frontdesk.Chatbots.Pages;
using Frontdesk.Knowledge.Indexes.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>The leaf of a chatbot's settings that says how its knowledge is searched.</summary>
public static class EmbeddingPages
{
    public static void MapEmbeddingPages(this IEndpointRouteBuilder pages)
    {
        var reading = pages.MapGroup("/chatbots/{id:guid}/search").RequiresOnPage(Permission.ChatbotView);
        reading.MapGet("", (Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => Show(id, agent, db, ct));
        reading.MapGet("/state", State);

        var editing = pages.MapGroup("/chatbots/{id:guid}/search").RequiresOnPage(Permission.ChatbotEdit).DisableAntiforgery();
        editing.MapPost("", Save);
        editing.MapPost("/test", Try).CountsAs(Counted.Search);
    }

    private static async Task<IResult> State(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == id, ct)
            ? Stream<EmbeddingStateStream>(new { ChatbotId = id.ToString(), Progress = await EmbeddingProgress.Of(db, id, ct) })
            : TypedResults.NotFound();

    private static async Task<IResult> Save(
        Guid id, [FromForm] string? provider, [FromForm(Name = "base_url")] string? baseUrl, [FromForm] string? model, [FromForm] string? dimensions, [FromForm(Name = "api_key")] string? key,
        HttpContext http, CurrentAgent agent, ChooseEmbeddingModel choose, FrontdeskDb db, CancellationToken ct)
    {
        var (request, form) = Read(provider, baseUrl, model, dimensions, key);
        if (request.Check() is { Any: true } errors)
        {
            return await Show(id, agent, db, ct, form, errors.OnForm());
        }

        if (await choose.For(id, request, agent, ct) is not null)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, request.Provider == "none" ? "Saved. Answers are found by words." : "Saved. The embeddings are being made.");
        return SeeOther($"/chatbots/{id}/search");
    }

    private static async Task<IResult> Try(
        Guid id, [FromForm] string? provider, [FromForm(Name = "base_url")] string? baseUrl, [FromForm] string? model, [FromForm] string? dimensions, [FromForm(Name = "api_key")] string? key,
        HttpContext http, CurrentAgent agent, TryEmbeddingModel trial, FrontdeskDb db, CancellationToken ct)
    {
        var (request, form) = Read(provider, baseUrl, model, dimensions, key);
        if (request.Check() is { Any: true } errors)
        {
            return await Show(id, agent, db, ct, form, errors.OnForm());
        }

        var (worked, problem) = await trial.With(id, request, agent, ct);
        var outcome = new TrialOutcome(worked, (problem as ProblemHttpResult)?.ProblemDetails.Detail);
        // The form stays as it is, with the key in it that no page may show.
        return http.Request.AcceptsStream() ? Stream<EmbeddingTrialStream>(new { Trial = outcome }) : await Show(id, agent, db, ct, form, FormErrors.None, outcome);
    }

    /// <summary>With what was sent after an error or a trial: a form that was posted is shown again with 422, as Turbo wants it.</summary>
    private static async Task<IResult> Show(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct, EmbeddingForm? sent = null, FormErrors? errors = null, TrialOutcome? trial = null)
    {
        if (await db.Chatbots.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(c => c.Id == id, ct) is not { } chatbot)
        {
            return TypedResults.NotFound();
        }

        var progress = await EmbeddingProgress.Of(db, id, ct);
        var ending = progress.ApiKeySet ? progress.ApiKeyHint ?? "" : null;
        return Page<EmbeddingsPage>(new
        {
            Chatbot = new ChatbotHead(id.ToString(), chatbot.Name, chatbot.Status == ChatbotStatus.Active),
            Progress = progress,
            Values = sent is null
                ? new EmbeddingForm(progress.Provider, progress.BaseUrl, progress.Model, progress.Dimensions?.ToString(CultureInfo.InvariantCulture) ?? "", ending)
                : sent with { ApiKeyEnding = ending },
            Trial = trial,
            Errors = errors ?? FormErrors.None,
        }, sent is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static (EmbeddingRequest Request, EmbeddingForm Form) Read(string? provider, string? baseUrl, string? model, string? dimensions, string? key)
    {
        var form = new EmbeddingForm(CleanText.Of(provider ?? ""), CleanText.Of(baseUrl ?? ""), CleanText.Of(model ?? ""), CleanText.Of(dimensions ?? "").Trim(), null);
        var asked = form.Dimensions.Length == 0 ? null : int.TryParse(form.Dimensions, CultureInfo.InvariantCulture, out var number) ? number : (int?)0;
        return (new EmbeddingRequest(form.Provider, form.BaseUrl, form.Model, asked, string.IsNullOrWhiteSpace(key) ? null : CleanText.Of(key)), form);
    }
}
