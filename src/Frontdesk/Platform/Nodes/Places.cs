using System.Collections.Concurrent;

namespace Frontdesk.Platform.Nodes;

/// <summary>
/// A bounded number of places for each id, over all nodes. What opens elsewhere between two beats is not known yet, so the
/// bound may be passed by that much.
/// </summary>
public sealed class Places
{
    private readonly ConcurrentDictionary<Guid, int> _taken = new();
    private readonly string _what;
    private readonly RunningNodes _nodes;

    public Places(string what, RunningNodes nodes, int worthTelling = 1)
    {
        (_what, _nodes) = (what, nodes);
        nodes.Tell(what, () => _taken.Where(t => t.Value >= worthTelling).ToDictionary());
    }

    /// <summary>How many are taken on all nodes.</summary>
    public int Taken(Guid id) => _taken.GetValueOrDefault(id) + _nodes.Elsewhere(_what, id);

    /// <summary>Takes a place, to be disposed of once; null where all are taken.</summary>
    public IDisposable? Take(Guid id, int most)
    {
        var place = new Place(this, id);
        if (_taken.AddOrUpdate(id, 1, (_, taken) => taken + 1) + _nodes.Elsewhere(_what, id) <= most)
        {
            return place;
        }

        place.Dispose();
        return null;
    }

    private void Free(Guid id)
    {
        if (_taken.AddOrUpdate(id, 0, (_, taken) => taken - 1) == 0)
        {
            _taken.TryRemove(new KeyValuePair<Guid, int>(id, 0));
        }
    }

    private sealed class Place(Places places, Guid id) : IDisposable
    {
        private bool _freed;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _freed, true))
            {
                places.Free(id);
            }
        }
    }
}
