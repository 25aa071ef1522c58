using System.Collections.Concurrent;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.Chatbots;

/// <summary>What the visitor's side needs to know of a chatbot at every request.</summary>
public sealed record ChatbotFacts(Guid Id, Guid WorkspaceId, string PublicKey, string Name, ChatbotStatus Status, ChatbotSettings Settings)
{
    /// <summary>How many live connections visitors of the whole workspace may have, by its plan.</summary>
    public int MostSockets { get; init; } = VisitorSocketsOf.Plan(null);

    /// <summary>Whether a browser page from <paramref name="origin"/> may use the chatbot.</summary>
    public bool Allows(string origin) =>
        Settings.AllowedDomains.Count == 0
        || AllowedDomain.HostOf(origin) is { } host && Settings.AllowedDomains.Exists(d => AllowedDomain.Matches(d, host));
}

/// <summary>
/// Chatbots by their public key, remembered until one changes. A lost signal shows for ten seconds at most.
/// </summary>
public sealed class ChatbotDirectory
{
    public const string Signal = "chatbot";
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (ChatbotFacts? Facts, DateTimeOffset Until)> _known = new();
    private readonly DataSources _databases;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;
    private int _changes;

    public ChatbotDirectory(DataSources databases, IServiceScopeFactory scopes, ISignals signals, TimeProvider clock)
    {
        (_databases, _scopes, _clock) = (databases, scopes, clock);
        signals.On(Signal, _ => Forget());
        signals.On(Caches.Signal, _ => Forget());
        signals.OnGap(Forget);
    }

    public int Count => _known.Count;

    public static Signal Changed(Guid chatbotId) => new(Signal, chatbotId.ToString());

    /// <summary>Null where no chatbot has the key. Archived ones are found: they answer with a reason.</summary>
    public async ValueTask<ChatbotFacts?> Find(string? publicKey, CancellationToken ct) =>
        publicKey is { Length: > 0 and <= 64 } && publicKey.All(char.IsAscii) && !publicKey.Contains('\0') ? await Remember(publicKey, () => Load(publicKey, ct)) : null;

    /// <summary>For somebody whose token has named the chatbot.</summary>
    public ValueTask<ChatbotFacts?> FindById(Guid workspaceId, Guid id, CancellationToken ct) =>
        Remember(id.ToString(), () => LoadById(workspaceId, id, ct));

    private async ValueTask<ChatbotFacts?> Remember(string name, Func<Task<ChatbotFacts?>> load)
    {
        var now = _clock.GetUtcNow();
        if (_known.TryGetValue(name, out var known) && known.Until > now)
        {
            return known.Facts;
        }

        var changes = Volatile.Read(ref _changes);
        var facts = await load();
        if (_known.Count > 10_000)
        {
            _known.Clear(); // somebody is guessing keys
        }

        if (changes == Volatile.Read(ref _changes))
        {
            _known[name] = (facts, now + Memory); // else it may have been read before the change
        }

        return facts;
    }

    private void Forget()
    {
        Interlocked.Increment(ref _changes);
        _known.Clear();
    }

    private async Task<ChatbotFacts?> Load(string publicKey, CancellationToken ct) =>
        await Door(publicKey, ct) is { } door ? await LoadById(door.WorkspaceId, door.Id, ct) : null;

    private async Task<ChatbotFacts?> LoadById(Guid workspaceId, Guid id, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspaceId);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        var chatbot = await db.Chatbots.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct);
        var plan = await db.Workspaces.Where(w => w.Status == WorkspaceStatus.Active).Select(w => w.Plan).SingleOrDefaultAsync(ct); // a suspended one answers nobody
        return chatbot is null || plan is null ? null : new ChatbotFacts(chatbot.Id, chatbot.WorkspaceId, chatbot.PublicKey, chatbot.Name, chatbot.Status, chatbot.Settings) { MostSockets = VisitorSocketsOf.Plan(plan) };
    }

    private async Task<(Guid Id, Guid WorkspaceId)?> Door(string publicKey, CancellationToken ct)
    {
        await using var command = _databases.Application.CreateCommand("select id, workspace_id from door_chatbot($1)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = publicKey });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetGuid(0), reader.GetGuid(1)) : null;
    }
}
