namespace Frontdesk.Platform.Signals;

/// <summary>
/// How nodes wake each other. PostgreSQL's NOTIFY carries signals by default, RabbitMQ where one is named. A signal that
/// belongs to a change is announced with it (<c>db.Announce</c>) and kept for those who do not hear it; <see cref="Publish"/> is for those that belong to none.
/// </summary>
public interface ISignals
{
    /// <summary>Whether announcements are part of the change's transaction. Else they are handed to <see cref="Announce"/> after the commit.</summary>
    bool TravelWithCommit { get; }

    /// <summary>Something that passes, like typing: this node hears it at once, the others if they can be reached now.</summary>
    void Publish(Signal signal);

    /// <summary>The same for the others alone.</summary>
    void PublishElsewhere(Signal signal);

    /// <summary>Tells every node, this one too, of a change that is committed. Waits while the carrier is away.</summary>
    void Announce(Signal signal);

    /// <summary>Calls <paramref name="handler"/> for each signal of the kind. It must return at once, and may be called by several threads.</summary>
    void On(string kind, Action<string> handler);

    /// <summary>Calls <paramref name="handler"/> when signals may have been missed.</summary>
    void OnGap(Action handler);
}
