using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>Which of a chatbot's models is which.</summary>
internal static class EmbeddingModels
{
    /// <summary>The one the owner chose last.</summary>
    public static Task<EmbeddingModel?> Chosen(FrontdeskDb db, Guid chatbotId, CancellationToken ct) =>
        Of(db, chatbotId).OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).FirstOrDefaultAsync(ct);

    /// <summary>The one whose vectors answer: the last that has been through everything, else the chosen one with what it has.</summary>
    public static Task<EmbeddingModel?> InUse(FrontdeskDb db, Guid chatbotId, CancellationToken ct) =>
        Of(db, chatbotId).AsNoTracking().OrderByDescending(m => m.CompletedAt != null).ThenByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id).FirstOrDefaultAsync(ct);

    public static IQueryable<EmbeddingModel> Of(FrontdeskDb db, Guid chatbotId) => db.EmbeddingModels.Where(m => m.ChatbotId == chatbotId);
}
