using System.Diagnostics;
using Frontdesk.Load.Contenders;
using Frontdesk.Load.Machine;
using Frontdesk.Load.Proof;

namespace Frontdesk.Load.People;

/// <summary>Visitors and agents, let loose and called home.</summary>
public sealed class Crowd : IDisposable
{
    private readonly World _world;
    private readonly CancellationTokenSource _home = new();
    private readonly Visitor[] _visitors;
    private readonly Agent[] _agents;
    private readonly List<Task> _lives = [];
    private readonly TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Crowd(World world, int visitors, int agents, int seed)
    {
        _world = world;
        _visitors = [.. Enumerable.Range(0, visitors).Select(i => new Visitor(i, world, seed * 1000 + i))];
        _agents = [.. Enumerable.Range(0, agents).Select(i => new Agent(i, world, seed * 7000 + i))];
    }

    /// <summary>Faulted, with whose it was, when a life ends in a way that no lost connection explains: a fault of this program.</summary>
    public Task Failure => _failure.Task;

    /// <summary>The visitors have been here before: each has a conversation with a first message in it, and a token.</summary>
    public async Task HaveBeenHere(EmbeddedDatabase database, CancellationToken ct)
    {
        var openings = _visitors.Select(visitor => visitor.FirstWords()).ToList();
        var stored = await VisitorsOfOld.Seed(database, _world.AppKey, [.. openings.Select((o, i) => new FirstWords(_visitors[i].Fingerprint, o.Id, o.Content))], ct);
        for (var i = 0; i < stored.Count; i++)
        {
            openings[i].Remember(new Stored(stored[i].MessageId, stored[i].Visitor.ConversationId, 1));
            _visitors[i].Remember(stored[i].Visitor, openings[i]);
        }
    }

    /// <param name="arrivals">Visitors come one after another within this time.</param>
    public void Begin(TimeSpan arrivals)
    {
        _lives.AddRange(_agents.Select((agent, i) => Watched($"Agent {i}", () => agent.Live(_home.Token))));
        _lives.AddRange(_visitors.Select((visitor, i) => Watched($"Visitor {i}", () => Arrive(visitor, i, arrivals * i / _visitors.Length))));
    }

    /// <summary>Nobody writes any more; what was written is sent, answered and seen by everybody. Then all go home.</summary>
    /// <returns>How long that took, and what was still missing when patience ended.</returns>
    public async Task<(TimeSpan Took, string? Missing)> Settle(EmbeddedDatabase database, TimeSpan patience)
    {
        _world.FallSilent();
        var waiting = Stopwatch.StartNew();
        await Task.WhenAll([.. _visitors.Select(v => v.HasTalked), .. _agents.Select(a => a.HasActed)]); // who looks before the last has spoken misses it
        string? missing;
        while ((missing = await Missing(database)) is not null && waiting.Elapsed < patience && !Failure.IsFaulted)
        {
            await Task.Delay(300);
        }

        await Task.Delay(300); // for a double that comes late
        await _home.CancelAsync();
        await Task.WhenAll(_lives);
        if (Failure.IsFaulted)
        {
            await Failure;
        }

        return (waiting.Elapsed, missing);
    }

    public void Dispose() => _home.Dispose();

    private Task Watched(string who, Func<Task> life) => Task.Run(async () =>
    {
        try
        {
            await life();
        }
        catch (Exception broken)
        {
            _failure.TrySetException(new InvalidOperationException($"{who} could not go on: {broken.Message} The trial proves nothing.", broken));
        }
    });

    private async Task Arrive(Visitor visitor, int index, TimeSpan after)
    {
        await Task.Delay(after, CancellationToken.None);
        var living = visitor.Live(_home.Token);
        if (await Task.WhenAny(visitor.Opened, living) == visitor.Opened && _agents.Length > 0 && index < _world.Habits.Followed)
        {
            _agents[index % _agents.Length].Follow(await visitor.Opened, own: true);
            if (_agents.Length > 1)
            {
                _agents[(index + 1) % _agents.Length].Follow(await visitor.Opened, own: false);
            }
        }

        await living;
    }

    private async Task<string?> Missing(EmbeddedDatabase database)
    {
        if (_visitors.Count(v => !v.IsDone) + _agents.Count(a => !a.IsDone) is > 0 and var sending)
        {
            return $"{sending} people have messages in their outbox";
        }

        if ((await database.Ask("frontdesk", "select count(*) from jobs where kind = 'AnswerWithAi' and dead_at is null", row => row.GetInt64(0)))[0] is > 0 and var answers)
        {
            return $"{answers} answers are not given";
        }

        var last = await Audit.Last(database);
        return _world.Ledger.Sights.Count(sight => last.TryGetValue(sight.Conversation, out var it) && (sight.Seq < it.Seq || sight.Change < it.Change)) is > 0 and var behind ? $"{behind} screens are behind" : null;
    }
}
