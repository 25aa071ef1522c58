using System.Text;
using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>Writes FAQs as CSV while they are read, as <see cref="ImportFaqs"/> takes them again.</summary>
public sealed class ExportFaqs(FrontdeskDb db, TimeProvider clock)
{
    public async Task<IResult> Handle(Guid chatbotId, FaqFilter filter, CurrentAgent agent, HttpContext http, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return Problem.NotFound("chatbot_not_found");
        }

        var now = clock.GetUtcNow();
        db.Record(AuditEntry.By(agent, "faq.exported", chatbotId, null, now));
        await db.SaveChangesAsync(ct);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"faqs-{now:yyyy-MM-dd}.csv\"";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var faqs = filter.Sorted(filter.In(db.Sources.AsNoTracking().VisibleTo(agent).Where(s => s.ChatbotId == chatbotId))).AsAsyncEnumerable();
        return TypedResults.Stream(body => Write(body, faqs, ct), "text/csv; charset=utf-8");
    }

    /// <summary>With a mark in front: without it spreadsheets take the text for Windows-1252.</summary>
    private static async Task Write(Stream body, IAsyncEnumerable<Source> faqs, CancellationToken ct)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(CsvLine.Of(FaqCsv.Columns));
        await foreach (var faq in faqs.WithCancellation(ct))
        {
            await writer.WriteAsync(FaqCsv.Line(faq));
        }
    }
}
