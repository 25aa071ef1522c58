using System.Collections.Concurrent;
using Frontdesk.Platform.Signals;
using Frontdesk.Retrieval;
using Microsoft.Extensions.Options;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>
/// The chatbots' search indexes on this node: loaded on demand, brought up to date when the knowledge changes while the one before
/// answers, and the longest unused ones given up when together they take more memory than they may.
/// </summary>
public sealed partial class KnowledgeIndexes : IDisposable
{
    private readonly ConcurrentDictionary<Guid, IndexSlot> _slots = new();
    private readonly IndexLoader _loader;
    private readonly QueryEmbeddings _questions;
    private readonly TimeProvider _clock;
    private readonly ILogger<KnowledgeIndexes> _log;
    private readonly long _budget;
    private readonly SemaphoreSlim _loading = new(Environment.ProcessorCount);
    private readonly CancellationTokenSource _stopping = new();

    public KnowledgeIndexes(IndexLoader loader, QueryEmbeddings questions, ISignals signals, IOptions<IndexMemory> options, TimeProvider clock, ILogger<KnowledgeIndexes> log)
    {
        (_loader, _questions, _clock, _log, _budget) = (loader, questions, clock, log, options.Value.Bytes);
        signals.On(KnowledgeChanged.Kind, chatbot => _slots.GetValueOrDefault(Guid.Parse(chatbot))?.HearsOfChange());
        signals.On(Caches.Signal, _ => _slots.Clear());
        signals.OnGap(() => _slots.Values.ToList().ForEach(slot => slot.HearsOfChange()));
    }

    public int Count => _slots.Count;

    /// <summary>Memory that the indexes take, within some ten per cent.</summary>
    public long ApproximateBytes => _slots.Values.Sum(slot => slot.Current?.ApproximateBytes ?? 0);

    /// <summary>
    /// What answers the words best, by words and by meaning. A provider that does not say in time what the words mean is done without.
    /// </summary>
    public async Task<IReadOnlyList<Hit>> Search(Guid workspaceId, Guid chatbotId, string query, int top, CancellationToken ct)
    {
        var index = await Current(workspaceId, chatbotId, ct);
        var meaning = index.Model is null ? null : await _questions.MeaningOf(query, index.Model, ct);
        return index.Search.Search(query, meaning, top);
    }

    /// <summary>The index of the words alone.</summary>
    public async Task<PassageIndex> Of(Guid workspaceId, Guid chatbotId, CancellationToken ct) => (await Current(workspaceId, chatbotId, ct)).Search.Words;

    public async Task<KnowledgeIndex> Current(Guid workspaceId, Guid chatbotId, CancellationToken ct)
    {
        var slot = _slots.GetOrAdd(chatbotId, _ => new IndexSlot(known => Load(workspaceId, chatbotId, known), _clock));
        try
        {
            return await slot.Get(ct);
        }
        catch when (slot.Current is null)
        {
            _slots.TryRemove(new(chatbotId, slot)); // a chatbot that could not be loaded keeps no place
            throw;
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
        _loading.Dispose();
    }

    private async Task<KnowledgeIndex> Load(Guid workspaceId, Guid chatbotId, KnowledgeIndex? known)
    {
        await _loading.WaitAsync(_stopping.Token);
        try
        {
            var loaded = await _loader.Load(workspaceId, chatbotId, known, _stopping.Token);
            GiveUpUnused(chatbotId, loaded);
            return loaded;
        }
        catch (Exception failure) when (known is not null)
        {
            KeptTheOldOne(chatbotId, failure);
            throw;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>The longest unused first; the one just loaded stays, however large it is.</summary>
    private void GiveUpUnused(Guid justLoaded, KnowledgeIndex loaded)
    {
        var others = _slots.Where(slot => slot.Key != justLoaded && slot.Value.Current is not null).OrderBy(slot => slot.Value.UsedAt).ToList();
        var bytes = loaded.ApproximateBytes + others.Sum(slot => slot.Value.Current?.ApproximateBytes ?? 0);
        foreach (var slot in others)
        {
            if (bytes <= _budget)
            {
                return;
            }

            bytes -= slot.Value.Current?.ApproximateBytes ?? 0;
            _slots.TryRemove(slot);
        }

        if (bytes > _budget)
        {
            LargerThanAll(justLoaded, bytes / 1024 / 1024, IndexMemory.Setting);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The index of chatbot {ChatbotId} could not be brought up to date, the one before answers")]
    private partial void KeptTheOldOne(Guid chatbotId, Exception failure);

    [LoggerMessage(LogLevel.Warning, "The index of chatbot {ChatbotId} alone takes {Megabytes} MB, more than {Setting} allows for all")]
    private partial void LargerThanAll(Guid chatbotId, long megabytes, string setting);
}
