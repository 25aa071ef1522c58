using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Indexes;

public enum EmbeddingStatus
{
    /// <summary>No model is chosen: words alone.</summary>
    None,
    /// <summary>Texts wait for their vectors.</summary>
    Embedding,
    /// <summary>The provider refuses or is away; what has no vector is found by its words.</summary>
    Failing,
    Complete,
}

/// <summary>A chatbot's model over the API, and how far it is. The key is never shown, only whether there is one and its last characters.</summary>
/// <param name="Dimensions">Asked for; null leaves it to the model.</param>
/// <param name="VectorDimensions">As they came.</param>
/// <param name="SourcesEmbedded">Of <paramref name="Sources"/>, those whose every text has its vector.</param>
/// <param name="StillAnswering">The model before, while this one is not through.</param>
public sealed record EmbeddingProgress(
    string Provider, string BaseUrl, string Model, int? Dimensions, bool ApiKeySet, string? ApiKeyHint, EmbeddingStatus Status, int? VectorDimensions,
    int Sources, int SourcesEmbedded, long EmbeddingsGenerated, string? StillAnswering, string? LastError, DateTimeOffset? LastErrorAt)
{
    public static async Task<EmbeddingProgress> Of(FrontdeskDb db, Guid chatbotId, CancellationToken ct)
    {
        if (await EmbeddingModels.Chosen(db, chatbotId, ct) is not { } model)
        {
            return new EmbeddingProgress("none", "", "", null, false, null, EmbeddingStatus.None, null, 0, 0, 0, null, null, null);
        }

        var sources = IndexedPassages.SourcesOf(db, chatbotId).Where(s => s.PassageCount > 0);
        var (all, embedded) = (await sources.CountAsync(ct), await sources.CountAsync(s => s.EmbeddedBy == model.Id && s.EmbeddedStamp == s.Stamp, ct));
        var vectors = await db.PassageVectors.LongCountAsync(v => v.ModelId == model.Id, ct);
        var inUse = await EmbeddingModels.InUse(db, chatbotId, ct);
        var status = model.Error is not null ? EmbeddingStatus.Failing : embedded < all || model.CompletedAt is null ? EmbeddingStatus.Embedding : EmbeddingStatus.Complete;
        return new EmbeddingProgress("openai", model.BaseUrl, model.Model, model.AskedDimensions, model.KeyEncrypted is not null, model.KeyHint, status, model.Dimensions,
            all, embedded, vectors, inUse!.Id == model.Id ? null : inUse.Model, model.Error, model.ErrorAt);
    }
}
