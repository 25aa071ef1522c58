using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>What is sent to choose a model.</summary>
/// <param name="Provider">none, or openai for every endpoint that speaks OpenAI's embeddings.</param>
/// <param name="Dimensions">Null leaves it to the model.</param>
/// <param name="ApiKey">Written only. Null keeps the key that is there for this address, an empty one removes it.</param>
public sealed record EmbeddingRequest(string? Provider = null, string? BaseUrl = null, string? Model = null, int? Dimensions = null, string? ApiKey = null)
{
    public EmbeddingChoice Choice => new((BaseUrl ?? "").Trim().TrimEnd('/'), (Model ?? "").Trim(), Dimensions);

    public Errors Check() => Provider == "none" ? new Errors() : new Errors()
        .Unless(Provider == "openai", "provider", "Choose none or openai.")
        .Unless(Choice.BaseUrl.Length == 0 || Choice.BaseUrl.Length <= 500 && Uri.TryCreate(Choice.BaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https", "base_url", "This is not a web address.")
        .Unless(Choice.Model.Length is > 0 and <= 200, "model", "Name the model, for example text-embedding-3-small.")
        .Unless(Dimensions is null or >= 1 and <= 4096, "dimensions", "A vector has 1 to 4,096 dimensions.")
        .Unless((ApiKey ?? "").Length <= 500, "api_key", "A key has at most 500 characters.");
}

/// <summary>Chooses the model by which a chatbot's knowledge is embedded, or none. Texts are embedded in the background.</summary>
public sealed class ChooseEmbeddingModel(FrontdeskDb db, EmbeddingKeys keys, TimeProvider clock)
{
    /// <summary>Null where it is done; 404 for a chatbot the member does not see, 422 for a choice that can not be.</summary>
    public async Task<IResult?> For(Guid chatbotId, EmbeddingRequest request, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Chatbots.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(c => c.Id == chatbotId, ct) is not { } chatbot)
        {
            return Problem.NotFound("chatbot_not_found");
        }

        if (request.Check() is { Any: true } errors)
        {
            return Problem.Invalid(errors);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.TellKnowledgeChanged(chatbotId, ct); // its lock: two choices come one after the other
        var models = await EmbeddingModels.Of(db, chatbotId).OrderBy(m => m.CreatedAt).ToListAsync(ct);
        var before = Shown(models.LastOrDefault());
        var after = request.Provider == "none" ? Forget(models) : Choose(agent.WorkspaceId, chatbotId, models, request);
        var (old, now) = AuditChange.Between(before, Shown(after));
        db.Record(AuditEntry.By(agent, "chatbot.embeddings_changed", chatbotId, chatbot.Name, clock.GetUtcNow(), old, now));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return null;
    }

    private EmbeddingModel? Forget(List<EmbeddingModel> models)
    {
        db.EmbeddingModels.RemoveRange(models);
        return null;
    }

    /// <summary>One that is known goes on with what it has; another one begins beside the one that answers.</summary>
    private EmbeddingModel Choose(Guid workspaceId, Guid chatbotId, List<EmbeddingModel> models, EmbeddingRequest request)
    {
        var newest = models.LastOrDefault();
        var chosen = models.LastOrDefault(m => m.Is(request.Choice)) ?? New(workspaceId, chatbotId, newest, request.Choice);
        db.EmbeddingModels.RemoveRange(models.Where(m => m != chosen && (m.CompletedAt is null || m.CreatedAt > chosen.CreatedAt)));
        keys.Keep(chosen, request.ApiKey);
        chosen.TryAgain();
        db.Enqueue(new EmbedPassages(workspaceId, chatbotId), clock.GetUtcNow());
        return chosen;
    }

    /// <summary>A key goes only where its owner has sent it: to another address it has to be given again.</summary>
    private EmbeddingModel New(Guid workspaceId, Guid chatbotId, EmbeddingModel? before, EmbeddingChoice choice)
    {
        var model = EmbeddingModel.Choose(workspaceId, chatbotId, choice, clock.GetUtcNow());
        if (before?.BaseUrl == choice.BaseUrl)
        {
            model.UseKey(before.KeyEncrypted, before.KeyHint);
        }

        db.EmbeddingModels.Add(model);
        return model;
    }

    /// <summary>What the audit log may tell: of the key only its hint.</summary>
    private static object Shown(EmbeddingModel? model) =>
        new { provider = model is null ? "none" : "openai", model?.BaseUrl, model?.Model, Dimensions = model?.AskedDimensions, model?.KeyHint };
}
