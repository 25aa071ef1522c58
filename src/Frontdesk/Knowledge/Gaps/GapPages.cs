using System.Globalization;
using Frontdesk.Knowledge.Gaps.Pages;
using Frontdesk.Knowledge.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge.Gaps;

/// <summary>The Gaps tab and what is done about a gap.</summary>
public static class GapPages
{
    public static void MapGapPages(this IEndpointRouteBuilder pages)
    {
        var reading = pages.MapGroup("/knowledge/gaps").RequiresOnPage(Permission.KnowledgeView);
        reading.MapGet("", Show);
        reading.MapGet("/questions", Questions);
        var writing = pages.MapGroup("/knowledge/gaps/{id:guid}").RequiresOnPage(Permission.KnowledgeEdit).DisableAntiforgery();
        writing.MapPost("/dismiss", async (Guid id, [FromForm] string? period, [FromForm(Name = "until_asked")] int? until, [FromForm(Name = "chatbot_id")] string? chatbot, HttpContext http, CurrentAgent agent, CloseGap close, CancellationToken ct) =>
            Back(await close.Dismiss(id, period, until ?? DismissedGap.UsuallyUntil, agent, ct), http, chatbot, period, "Put aside. It comes back when visitors go on asking."));
        writing.MapPost("/restore", async (Guid id, [FromForm] string? period, [FromForm(Name = "chatbot_id")] string? chatbot, HttpContext http, CurrentAgent agent, CloseGap close, CancellationToken ct) =>
            Back(await close.Restore(id, period, agent, ct), http, chatbot, period, "It is shown again."));
        writing.MapPost("/draft", Draft);
    }

    private static async Task<IResult> Show(
        CurrentAgent agent, FrontdeskDb db, ReadGaps read, CancellationToken ct, [FromQuery(Name = "chatbot_id")] Guid? chatbotId = null, string? period = null)
    {
        var (choices, current) = await KnowledgePages.Chatbots(chatbotId, agent, db, ct);
        var (report, _) = current is { } chatbot ? await read.Of(chatbot, GapPeriod.Choices.Any(d => $"{d}d" == period) ? period : null, agent, ct) : (null, null);
        return Page<KnowledgePage>(new
        {
            Chatbots = choices,
            ChatbotId = current?.ToString(),
            Gaps = report ?? new GapReport(Guid.Empty, GapPeriod.From(null, DateTimeOffset.MaxValue.AddDays(-1))!, 0, 0, 0, [], [], []),
            DocumentCount = (int?)await KnowledgePages.OfChatbot(current, agent, db).CountAsync(s => s.Kind == SourceKind.Document || s.Kind == SourceKind.Text, ct),
            FaqCount = (int?)await KnowledgePages.OfChatbot(current, agent, db).CountAsync(s => s.Kind == SourceKind.Faq, ct),
        });
    }

    /// <summary>What a bar of the chart counts.</summary>
    private static async Task<IResult> Questions(
        CurrentAgent agent, FrontdeskDb db, ReadGaps read, CancellationToken ct, [FromQuery(Name = "chatbot_id")] Guid? chatbotId = null, string? from = null, string? to = null, string? period = null)
    {
        var (_, current) = await KnowledgePages.Chatbots(chatbotId, agent, db, ct);
        if (current is not { } chatbot)
        {
            return SeeOther("/knowledge/gaps");
        }

        if (!Instant(from, out var start) || !Instant(to, out var end))
        {
            return SeeOther($"/knowledge/gaps?chatbot_id={chatbot}");
        }

        return Page<GapQuestionsPage>(new { ChatbotId = chatbot.ToString(), From = start, To = end, Period = period, Questions = await read.Questions(chatbot, start, end, agent, ct) });
    }

    private static async Task<IResult> Draft(Guid id, [FromForm] string? period, HttpContext http, CurrentAgent agent, CloseGap close, CancellationToken ct)
    {
        var (faq, problem) = await close.Draft(id, period, agent, ct);
        if (faq is null)
        {
            return problem is ProblemHttpResult { StatusCode: StatusCodes.Status404NotFound } ? TypedResults.NotFound() : problem!;
        }

        Flash.Leave(http, "A draft with the visitors' questions. Write the answer and switch it on.");
        return SeeOther($"/knowledge/faqs/{faq.Id}");
    }

    private static IResult Back(IResult? problem, HttpContext http, string? chatbotId, string? period, string done)
    {
        if (problem is ProblemHttpResult { StatusCode: StatusCodes.Status404NotFound })
        {
            return TypedResults.NotFound();
        }

        if (problem is not null)
        {
            return problem;
        }

        Flash.Leave(http, done);
        return SeeOther($"/knowledge/gaps?chatbot_id={(Guid.TryParse(chatbotId, out var chatbot) ? chatbot : null)}&period={(GapPeriod.Choices.Any(d => $"{d}d" == period) ? period : "30d")}");
    }

    private static bool Instant(string? text, out DateTimeOffset at) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
}
