using System.Text.Json;
using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;
using Frontdesk.Retrieval;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>Reads a chatbot's knowledge from the database: all of it, or what has changed since an index was made.</summary>
public sealed class IndexLoader(IServiceScopeFactory scopes)
{
    /// <param name="known">The index so far; it is returned itself where nothing has changed.</param>
    public async Task<KnowledgeIndex> Load(Guid workspaceId, Guid chatbotId, KnowledgeIndex? known, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspaceId);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();

        // The version before the rest: what is saved in between is newer than the index says it is, and is read again.
        var version = await db.Chatbots.Where(c => c.Id == chatbotId).Select(c => c.KnowledgeVersion).SingleOrDefaultAsync(ct);
        return known?.Version == version ? known : await Load(db, chatbotId, version, known, ct);
    }

    private static async Task<KnowledgeIndex> Load(FrontdeskDb db, Guid chatbotId, long version, KnowledgeIndex? known, CancellationToken ct)
    {
        var states = await IndexedPassages.SourcesOf(db, chatbotId).Select(s => new { s.Id, State = new SourceState(s.Stamp, s.EmbeddedBy, s.EmbeddedStamp) }).ToDictionaryAsync(s => s.Id, s => s.State, ct);
        var (before, sources) = (known?.Sources ?? new Dictionary<Guid, IndexedSource>(), new Dictionary<Guid, IndexedSource>(states.Count));
        var changed = states.Where(s => before.GetValueOrDefault(s.Key)?.State.Stamp != s.Value.Stamp).Select(s => s.Key).ToHashSet();
        var read = await Read(db, chatbotId, changed, all: known is null, ct);
        foreach (var (id, state) in states)
        {
            sources[id] = new IndexedSource(state, changed.Contains(id) ? read.GetValueOrDefault(id) ?? [] : before[id].Passages);
        }

        var gone = before.Keys.Where(id => !states.ContainsKey(id) || changed.Contains(id)).ToHashSet();
        var synonyms = await db.KnowledgeSettings.AsNoTracking().Where(k => k.ChatbotId == chatbotId).Select(k => k.Synonyms).SingleOrDefaultAsync(ct) ?? "[]";
        var words = Words(known, synonyms, gone, read, sources);
        var model = await EmbeddingModels.InUse(db, chatbotId, ct);
        var vectors = await Vectors(db, model, known, gone, sources, ct);
        return new KnowledgeIndex(version, new HybridIndex(words, vectors), vectors is null ? null : model, synonyms, sources);
    }

    private static async Task<Dictionary<Guid, List<Passage>>> Read(FrontdeskDb db, Guid chatbotId, HashSet<Guid> changed, bool all, CancellationToken ct)
    {
        var read = new Dictionary<Guid, List<Passage>>();
        if (changed.Count == 0)
        {
            return read;
        }

        await foreach (var passage in IndexedPassages.Of(db, chatbotId, all ? null : [.. changed], ct))
        {
            (read.TryGetValue(passage.SourceId, out var others) ? others : read[passage.SourceId] = []).Add(passage);
        }

        return read;
    }

    /// <summary>Only what has changed is read again; other synonyms have all of it read in their light.</summary>
    private static PassageIndex Words(KnowledgeIndex? known, string synonyms, HashSet<Guid> gone, Dictionary<Guid, List<Passage>> read, Dictionary<Guid, IndexedSource> sources)
    {
        if (known is null || known.Synonyms != synonyms)
        {
            return PassageIndex.Build([.. sources.Values.SelectMany(source => source.Passages)], new() { Synonyms = JsonSerializer.Deserialize<string[][]>(synonyms, Json.Options)! });
        }

        return gone.Count == 0 && read.Count == 0 ? known.Search.Words : known.Search.Words.With(gone, [.. read.Values.SelectMany(passages => passages)]);
    }

    /// <summary>Null where no model is chosen, or none of its vectors has come yet.</summary>
    private static async Task<PassageVectors?> Vectors(
        FrontdeskDb db, EmbeddingModel? model, KnowledgeIndex? known, HashSet<Guid> gone, Dictionary<Guid, IndexedSource> sources, CancellationToken ct)
    {
        if (model?.Dimensions is not { } dimensions)
        {
            return null;
        }

        var same = known?.Model?.Id == model.Id && known.Search.Meanings?.Dimensions == dimensions;
        var stale = sources.Where(s => !same || known!.Sources.GetValueOrDefault(s.Key)?.State != s.Value.State).Select(s => s.Key).ToHashSet();
        if (same && stale.Count == 0 && gone.Count == 0)
        {
            return known!.Search.Meanings;
        }

        var builder = (same ? known!.Search.Meanings! : PassageVectors.Empty(dimensions)).Change(same ? [.. stale, .. gone] : stale, more: sources.Count);
        await AddVectors(db, model.Id, dimensions, same ? [.. stale] : null, sources, builder, ct);
        return builder.Build();
    }

    /// <summary>Source by source, as the primary key has them: only one source's vectors are held beside the index.</summary>
    private static async Task AddVectors(
        FrontdeskDb db, Guid modelId, int dimensions, Guid[]? only, Dictionary<Guid, IndexedSource> sources, PassageVectors.Builder into, CancellationToken ct)
    {
        var rows = db.PassageVectors.AsNoTracking().Where(v => v.ModelId == modelId && (only == null || only.Contains(v.SourceId)))
            .OrderBy(v => v.SourceId).Select(v => new { v.SourceId, v.TextHash, v.Vector }).AsAsyncEnumerable();
        var (current, codes) = (Guid.Empty, new Dictionary<TextHash, byte[]>());
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (row.SourceId != current)
            {
                Place(sources.GetValueOrDefault(current), codes, into);
                (current, codes) = (row.SourceId, []);
            }

            if (row.Vector.Length == 2 * dimensions)
            {
                codes[TextHash.From(row.TextHash)] = row.Vector;
            }
        }

        Place(sources.GetValueOrDefault(current), codes, into);
    }

    private static void Place(IndexedSource? source, Dictionary<TextHash, byte[]> codes, PassageVectors.Builder into)
    {
        foreach (var passage in source?.Passages ?? [])
        {
            foreach (var text in EmbeddedText.Of(passage))
            {
                if (codes.TryGetValue(text.Hash, out var code))
                {
                    into.Add(passage, code);
                }
            }
        }
    }
}
