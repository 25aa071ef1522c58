using System.Diagnostics;
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

    public Crowd(World world, int visitors, int agents, int seed)
    {
        _world = world;
        _visitors = [.. Enumerable.Range(0, visitors).Select(i => new Visitor(i, world, seed * 1000 + i))];
        _agents = [.. Enumerable.Range(0, agents).Select(i => new Agent(i, world, seed * 7000 + i))];
    }

    /// <param name="arrivals">Visitors come one after another within this time.</param>
    public void Begin(TimeSpan arrivals)
    {
        _lives.AddRange(_agents.Select(agent => Task.Run(() => agent.Live(_home.Token))));
        _lives.AddRange(_visitors.Select((visitor, i) => Task.Run(() => Arrive(visitor, i, arrivals * i / _visitors.Length))));
    }

    /// <summary>Nobody writes any more; what was written is sent, answered and seen by everybody. Then all go home.</summary>
    /// <returns>How long that took, and what was still missing when patience ended.</returns>
    public async Task<(TimeSpan Took, string? Missing)> Settle(EmbeddedDatabase database, TimeSpan patience)
    {
        _world.Quiet = true;
        var waiting = Stopwatch.StartNew();
        string? missing;
        while ((missing = await Missing(database)) is not null && waiting.Elapsed < patience)
        {
            await Task.Delay(300);
        }

        await Task.Delay(300); // for a double that comes late
        await _home.CancelAsync();
        await Task.WhenAll(_lives);
        return (waiting.Elapsed, missing);
    }

    public void Dispose() => _home.Dispose();

    private async Task Arrive(Visitor visitor, int index, TimeSpan after)
    {
        await Task.Delay(after, CancellationToken.None);
        var living = visitor.Live(_home.Token);
        if (await Task.WhenAny(visitor.Opened, living) == visitor.Opened && _agents.Length > 0)
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

        var lastSeqs = await Audit.LastSeqs(database);
        return _world.Ledger.Sights.Count(sight => sight.Seq < lastSeqs.GetValueOrDefault(sight.Conversation)) is > 0 and var behind ? $"{behind} screens are behind" : null;
    }
}
