namespace Frontdesk.Platform.Signals;

/// <summary>
/// How nodes wake each other. PostgreSQL's NOTIFY carries them by default. A signal that belongs to a change is announced
/// in the change's own transaction (<c>db.Announce</c>); this interface is for those that belong to none, like typing.
/// </summary>
public interface ISignals
{
    /// <summary>Tells every node, this one too. Best effort.</summary>
    void Publish(Signal signal);

    /// <summary>Calls <paramref name="handler"/> for each signal of the kind. It must return at once.</summary>
    void On(string kind, Action<string> handler);

    /// <summary>Calls <paramref name="handler"/> when signals may have been missed.</summary>
    void OnGap(Action handler);
}
