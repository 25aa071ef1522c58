using System.Collections.Concurrent;
using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Retrieval;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>
/// The chatbots' search indexes on this node: built from the database on demand, dropped when the knowledge changes, the
/// longest unused ones given up when together they take more than the budget.
/// </summary>
public sealed class KnowledgeIndexes
{
    private const long BudgetBytes = 512L * 1024 * 1024;
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, Entry> _entries = new();
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;

    public KnowledgeIndexes(IServiceScopeFactory scopes, ISignals signals, TimeProvider clock)
    {
        (_scopes, _clock) = (scopes, clock);
        signals.On(KnowledgeChanged.Kind, chatbot => _entries.TryRemove(Guid.Parse(chatbot), out _));
        signals.On(Caches.Signal, _ => _entries.Clear());
        signals.OnGap(_entries.Clear);
    }

    public int Count => _entries.Count;

    public async Task<PassageIndex> Of(Guid workspaceId, Guid chatbotId, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        if (_entries.TryGetValue(chatbotId, out var entry) && (now - entry.CheckedAt < BetweenChecks || await IsCurrent(entry, workspaceId, chatbotId, now, ct)))
        {
            entry.UsedAt = now;
            return await entry.Index;
        }

        var version = await Version(workspaceId, chatbotId, ct);
        var fresh = _entries.AddOrUpdate(chatbotId,
            _ => new Entry(version, Build(workspaceId, chatbotId), now),
            (_, other) => other.Version >= version ? other : new Entry(version, Build(workspaceId, chatbotId), now));
        try
        {
            var index = await fresh.Index.WaitAsync(ct);
            GiveUpUnused();
            return index;
        }
        catch
        {
            _entries.TryRemove(new KeyValuePair<Guid, Entry>(chatbotId, fresh));
            throw;
        }
    }

    private async Task<bool> IsCurrent(Entry entry, Guid workspaceId, Guid chatbotId, DateTimeOffset now, CancellationToken ct)
    {
        entry.CheckedAt = now;
        return await Version(workspaceId, chatbotId, ct) == entry.Version;
    }

    private async Task<long> Version(Guid workspaceId, Guid chatbotId, CancellationToken ct)
    {
        await using var scope = ScopeOf(workspaceId, out var db);
        return await db.Chatbots.Where(c => c.Id == chatbotId).Select(c => c.KnowledgeVersion).SingleOrDefaultAsync(ct);
    }

    private async Task<PassageIndex> Build(Guid workspaceId, Guid chatbotId)
    {
        await using var scope = ScopeOf(workspaceId, out var db);
        var faqs = await db.Sources.AsNoTracking().Where(s => s.ChatbotId == chatbotId && s.Kind == SourceKind.Faq && s.Status == SourceStatus.Active).ToListAsync();
        var texts = await (
            from p in db.Passages.AsNoTracking()
            join s in db.Sources on p.SourceId equals s.Id
            where p.ChatbotId == chatbotId
            select new { p.Id, p.SourceId, s.Title, p.Heading, p.Content }).ToListAsync();
        var settings = await db.KnowledgeSettings.AsNoTracking().SingleOrDefaultAsync(k => k.ChatbotId == chatbotId);
        return PassageIndex.Build(
        [
            .. faqs.Select(f => new Passage(f.Id, f.Id, PassageKind.Faq, f.Title, f.Category ?? "", f.Body, [f.Title, .. f.AlternativeQuestions])),
            .. texts.Select(t => new Passage(t.Id, t.SourceId, PassageKind.Text, t.Title, t.Heading, t.Content, [])),
        ], new IndexOptions { Synonyms = settings?.SynonymGroups ?? [] });
    }

    private AsyncServiceScope ScopeOf(Guid workspaceId, out FrontdeskDb db)
    {
        var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspaceId);
        db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        return scope;
    }

    private void GiveUpUnused()
    {
        var built = _entries.Where(e => e.Value.Index.IsCompletedSuccessfully).OrderBy(e => e.Value.UsedAt).ToList();
        var bytes = built.Sum(e => e.Value.Index.Result.ApproximateBytes);
        foreach (var (chatbot, entry) in built.Take(built.Count - 1))
        {
            if (bytes <= BudgetBytes)
            {
                return;
            }

            bytes -= entry.Index.Result.ApproximateBytes;
            _entries.TryRemove(chatbot, out _);
        }
    }

    private sealed class Entry(long version, Task<PassageIndex> index, DateTimeOffset now)
    {
        public long Version => version;
        public Task<PassageIndex> Index => index;
        public DateTimeOffset CheckedAt { get; set; } = now;
        public DateTimeOffset UsedAt { get; set; } = now;
    }
}
