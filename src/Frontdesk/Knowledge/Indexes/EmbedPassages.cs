using Frontdesk.Answers.Embeddings;
using Frontdesk.Answers.Providers;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Signals;
using Frontdesk.Retrieval;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>Gives every text of a chatbot's knowledge its vector. Queued with each change of the knowledge, or of the model.</summary>
public sealed record EmbedPassages(Guid WorkspaceId, Guid ChatbotId) : Job(WorkspaceId)
{
    public override string Key => $"embed:{ChatbotId}";
}

/// <summary>
/// Goes through the sources that changed since they were embedded, asks for what has no vector yet, and keeps what has come
/// after each batch: whoever breaks off goes on there. A provider that fails is left alone for a while, and search by words goes on.
/// </summary>
public sealed partial class EmbedPassagesHandler(FrontdeskDb db, EmbeddingClients clients, EmbeddingKeys keys, ISignals signals, TimeProvider clock, ILogger<EmbedPassagesHandler> log) : IJobHandler<EmbedPassages>
{
    private const int SourcesAtOnce = 100;
    private const int PassagesAtOnce = 2000;
    private const int LengthForSmallModels = 1200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenSignals = TimeSpan.FromSeconds(2);

    private DateTimeOffset _signalled;

    public async Task Run(EmbedPassages job, JobRun run, CancellationToken ct)
    {
        if (await EmbeddingModels.Chosen(db, job.ChatbotId, ct) is not { } model)
        {
            return; // the owner has changed their mind
        }

        try
        {
            await EmbedAll(job.ChatbotId, model, ct);
        }
        catch (ProviderException failed)
        {
            await LeaveAlone(job, model, failed.Failure, ct);
        }
    }

    private async Task EmbedAll(Guid chatbotId, EmbeddingModel model, CancellationToken ct)
    {
        var generator = clients.For(keys.Settings(model), Patience);
        var done = false;
        while (await Outdated(chatbotId, model.Id, ct) is { Count: > 0 } sources)
        {
            await Embed(sources, model, generator, ct);
            await Settle(sources, model, ct);
            await TellNow(chatbotId, ct, onlyIfLongAgo: true);
            done = true;
        }

        if (model.CompletedAt is null)
        {
            await Complete(model, ct);
        }
        else if (done)
        {
            await TellNow(chatbotId, ct);
        }
    }

    private sealed record Work(Guid Id, long Stamp, int Passages)
    {
        public List<TextHash> Hashes { get; } = [];
    }

    /// <summary>The next ones, as many as are held in memory without a thought; a large one comes alone.</summary>
    private async Task<List<Work>> Outdated(Guid chatbotId, Guid modelId, CancellationToken ct)
    {
        var next = await IndexedPassages.SourcesOf(db, chatbotId)
            .Where(s => s.EmbeddedBy != modelId || s.EmbeddedStamp != s.Stamp)
            .OrderBy(s => s.Id).Take(SourcesAtOnce).Select(s => new Work(s.Id, s.Stamp, s.PassageCount)).ToListAsync(ct);
        var passages = 0;
        return [.. next.TakeWhile((source, at) => (passages += source.Passages) <= PassagesAtOnce || at == 0)];
    }

    private async Task Embed(List<Work> sources, EmbeddingModel model, IEmbeddingGenerator<string, Embedding<float>> generator, CancellationToken ct)
    {
        var (works, ids) = (sources.ToDictionary(s => s.Id), sources.Select(s => s.Id).ToArray());
        var has = (await db.PassageVectors.AsNoTracking().Where(v => v.ModelId == model.Id && ids.Contains(v.SourceId)).Select(v => new { v.SourceId, v.TextHash }).ToListAsync(ct))
            .Select(v => (v.SourceId, TextHash.From(v.TextHash))).ToHashSet();
        var missing = new List<EmbeddedText>(EmbeddingClients.Batch);
        // Read before anything is asked: no connection waits while a provider thinks.
        var passages = await IndexedPassages.Of(db, model.ChatbotId, ids, ct).ToListAsync(ct);
        foreach (var text in passages.SelectMany(EmbeddedText.Of))
        {
            works[text.SourceId].Hashes.Add(text.Hash);
            if (has.Add((text.SourceId, text.Hash)))
            {
                missing.Add(text);
            }
        }

        foreach (var batch in missing.Chunk(EmbeddingClients.Batch))
        {
            await Keep(batch, await Ask(batch, generator, ct), model, ct);
            await TellNow(model.ChatbotId, ct, onlyIfLongAgo: true);
        }
    }

    /// <summary>Small models refuse what is longer than they read; its beginning says what it is about.</summary>
    private static async Task<GeneratedEmbeddings<Embedding<float>>> Ask(EmbeddedText[] batch, IEmbeddingGenerator<string, Embedding<float>> generator, CancellationToken ct)
    {
        var texts = batch.Select(text => text.Text);
        try
        {
            return await generator.GenerateAsync(texts, cancellationToken: ct);
        }
        catch (ProviderException refused) when (refused.Failure.Kind == ProviderFailureKind.BadRequest && batch.Any(text => text.Text.Length > LengthForSmallModels))
        {
            return await generator.GenerateAsync(texts.Select(text => Platform.Text.CleanText.Cut(text, LengthForSmallModels)), cancellationToken: ct);
        }
    }

    private async Task Keep(EmbeddedText[] texts, GeneratedEmbeddings<Embedding<float>> vectors, EmbeddingModel model, CancellationToken ct)
    {
        var dimensions = vectors[0].Vector.Length;
        if (model.Dimensions is { } known && known != dimensions)
        {
            throw new ProviderException(EmbeddingAnswer.WrongDimensions(known, dimensions));
        }

        if (model.Dimensions is null || model.Error is not null)
        {
            model.Works(dimensions);
            await db.SaveChangesAsync(ct);
        }

        // A source or a model may be gone by now: what belonged to it is not kept.
        await db.Database.ExecuteSqlAsync($"""
            insert into passage_vectors (source_id, model_id, text_hash, workspace_id, vector)
            select v.source, {model.Id}, v.hash, {model.WorkspaceId}, v.vector
            from unnest({texts.Select(t => t.SourceId).ToArray()}, {texts.Select(t => t.Hash.Bytes).ToArray()}, {vectors.Select(v => VectorCode.Of(v.Vector.Span)).ToArray()}) as v(source, hash, vector)
            join sources s on s.id = v.source
            where exists (select from embedding_models where id = {model.Id})
            on conflict do nothing
            """, ct);
    }

    /// <summary>The sources are embedded as they were read; what they no longer say is forgotten.</summary>
    private async Task Settle(List<Work> sources, EmbeddingModel model, CancellationToken ct)
    {
        foreach (var source in sources)
        {
            var hashes = source.Hashes.Select(hash => hash.Bytes).ToArray();
            await db.Database.ExecuteSqlAsync($"delete from passage_vectors where source_id = {source.Id} and model_id = {model.Id} and text_hash <> all ({hashes})", ct);
            await db.Sources.Where(s => s.Id == source.Id).ExecuteUpdateAsync(set => set
                .SetProperty(s => s.EmbeddedBy, model.Id).SetProperty(s => s.EmbeddedStamp, source.Stamp).SetProperty(s => s.EmbeddingsGenerated, source.Hashes.Count), ct);
        }
    }

    /// <summary>From now on this model answers, and the ones before are forgotten with their vectors.</summary>
    private async Task Complete(EmbeddingModel model, CancellationToken ct)
    {
        model.Complete(clock.GetUtcNow());
        db.EmbeddingModels.RemoveRange(await EmbeddingModels.Of(db, model.ChatbotId).Where(m => m.Id != model.Id && m.CreatedAt <= model.CreatedAt).ToListAsync(ct));
        await TellNow(model.ChatbotId, ct);
    }

    private async Task TellNow(Guid chatbotId, CancellationToken ct, bool onlyIfLongAgo = false)
    {
        if (onlyIfLongAgo && clock.GetUtcNow() - _signalled < BetweenSignals)
        {
            return;
        }

        _signalled = clock.GetUtcNow();
        await db.TellKnowledgeChanged(chatbotId, ct);
        signals.Publish(EmbeddingSignal.Of(db.WorkspaceId, chatbotId));
    }

    private async Task LeaveAlone(EmbedPassages job, EmbeddingModel model, ProviderFailure failure, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var pause = model.Fail(failure.Message, failure.MayRetry, failure.RetryAfter, now);
        ProviderFailed(job.ChatbotId, pause, failure.Message);
        db.Enqueue(job, now + pause);
        await db.SaveChangesAsync(ct);
        signals.Publish(EmbeddingSignal.Of(job.WorkspaceId, job.ChatbotId));
    }

    [LoggerMessage(LogLevel.Warning, "The embedding provider of chatbot {ChatbotId} failed and is left alone for {Pause}: {Reason}")]
    private partial void ProviderFailed(Guid chatbotId, TimeSpan pause, string reason);
}
