using System.Diagnostics.CodeAnalysis;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>Remembers the values that were used last, and no more than so many.</summary>
internal sealed class RecentlyUsed<TKey, TValue>(int most) where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = new(); // the last used first

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (!_nodes.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }

            _order.Remove(node);
            _order.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Keep(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (_nodes.Remove(key, out var before))
            {
                _order.Remove(before);
            }

            _nodes[key] = _order.AddFirst((key, value));
            if (_nodes.Count > most)
            {
                _nodes.Remove(_order.Last!.Value.Key);
                _order.RemoveLast();
            }
        }
    }
}
