using Frontdesk.Knowledge.Faqs.Pages;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>Importing a CSV file: choose it, look at its columns, take it.</summary>
public static class FaqImportPages
{
    private const string NoFile = "Choose a CSV file of at most 10 MB.";

    public static void MapFaqImportPages(this IEndpointRouteBuilder pages)
    {
        var importing = pages.MapGroup("/knowledge/faqs/import").RequiresOnPage(Permission.KnowledgeEdit).DisableAntiforgery();
        importing.MapGet("", Show);
        importing.MapPost("", Import).WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Request), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = UploadLimits.Form });
        importing.MapPost("/preview", Preview).WithMetadata(new RequestSizeLimitAttribute(UploadLimits.Request), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = UploadLimits.Form });
    }

    private static async Task<IResult> Show([FromQuery(Name = "chatbot_id")] Guid? chatbotId, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var (_, current) = await KnowledgePages.Chatbots(chatbotId, agent, db, ct);
        return current is { } chatbot ? Page<FaqImportPage>(new { ChatbotId = chatbot.ToString() }) : SeeOther("/knowledge/faqs");
    }

    private static async Task<IResult> Preview(IFormFile? file, HttpContext http, CancellationToken ct)
    {
        if (file is null || file.Length > ImportFaqs.LargestFile)
        {
            return Stream<ImportPreviewStream>(new { Problem = NoFile });
        }

        await using var csv = file.OpenReadStream();
        return Stream<ImportPreviewStream>(new { Sheet = await ImportFaqs.Preview(csv, ImportForm.Columns(http.Request.Form), ct) });
    }

    private static async Task<IResult> Import(
        IFormFile? file, [FromForm(Name = "chatbot_id")] Guid chatbotId, [FromForm(Name = "overwrite_existing")] string? overwrite, HttpContext http, CurrentAgent agent, ImportFaqs import, CancellationToken ct)
    {
        if (file is null || file.Length > ImportFaqs.LargestFile)
        {
            return Stream<ImportStream>(new { ChatbotId = chatbotId.ToString(), Problem = NoFile });
        }

        await using var csv = file.OpenReadStream();
        var (result, problem) = await import.From(csv, chatbotId, overwrite is "on" or "true", agent, ct, ImportForm.Columns(http.Request.Form));
        return Stream<ImportStream>(new { ChatbotId = chatbotId.ToString(), Result = result, Problem = (problem as ProblemHttpResult)?.ProblemDetails.Detail ?? (problem is null ? null : "This chatbot is not there.") });
    }
}
