using System.Collections.Concurrent;

namespace Frontdesk.Platform.Signals;

/// <summary>Who on this node wants to hear what, whichever way it comes.</summary>
public sealed class SignalHandlers
{
    private readonly ConcurrentDictionary<string, Action<string>[]> _handlers = new();
    private Action _gap = () => { };

    public void On(string kind, Action<string> handler) =>
        _handlers.AddOrUpdate(kind, [handler], (_, others) => [.. others, handler]);

    public void OnGap(Action handler) => _gap += handler;

    public void TellGap() => _gap();

    public void Deliver(Signal signal)
    {
        foreach (var handler in _handlers.GetValueOrDefault(signal.Kind, []))
        {
            handler(signal.Payload);
        }
    }
}
