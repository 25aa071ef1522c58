using Frontdesk.Platform.Database;
using Frontdesk.Retrieval;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>What of a chatbot's sources is searched: the passages of documents and texts, and FAQs that are active.</summary>
internal static class IndexedPassages
{
    public static IQueryable<Source> SourcesOf(FrontdeskDb db, Guid chatbotId) =>
        db.Sources.AsNoTracking().Where(s => s.ChatbotId == chatbotId && (s.Kind != SourceKind.Faq || s.Status == SourceStatus.Active));

    /// <param name="only">These sources; null for all.</param>
    public static async IAsyncEnumerable<Passage> Of(FrontdeskDb db, Guid chatbotId, Guid[]? only, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var sources = SourcesOf(db, chatbotId);
        var faqs = sources.Where(s => s.Kind == SourceKind.Faq && (only == null || only.Contains(s.Id)));
        await foreach (var f in faqs.Select(s => new { s.Id, s.Title, s.Category, s.Body, s.AlternativeQuestions }).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return new Passage(f.Id, f.Id, PassageKind.Faq, f.Title, f.Category ?? "", f.Body, [f.Title, .. f.AlternativeQuestions]);
        }

        var texts =
            from p in db.Passages.AsNoTracking()
            join s in sources on p.SourceId equals s.Id
            where p.ChatbotId == chatbotId && (only == null || only.Contains(p.SourceId))
            orderby p.SourceId, p.Ordinal
            select new { p.Id, p.SourceId, s.Title, p.Heading, p.Content };
        await foreach (var t in texts.AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return new Passage(t.Id, t.SourceId, PassageKind.Text, t.Title, t.Heading, t.Content, []);
        }
    }
}
