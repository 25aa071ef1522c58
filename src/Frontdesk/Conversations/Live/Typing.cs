using Frontdesk.Platform.Signals;

namespace Frontdesk.Conversations.Live;

/// <summary>What one socket says of its typing: at most one conversation at a time, not faster than anybody types, and a stop for every start.</summary>
internal sealed class Typing(ISignals signals, SenderType type, string name)
{
    private const int Burst = 5;
    private const int MillisecondsPerStart = 1000;
    private Guid? _in;
    private long _spentUntil;

    public void Says(Guid conversationId, bool typing)
    {
        if (!typing)
        {
            Stop(conversationId);
        }
        else if (MayStart())
        {
            if (_in is { } other && other != conversationId)
            {
                Stop(other);
            }

            _in = conversationId;
            signals.Publish(TypingSignal.Of(conversationId, type, name, typing: true));
        }
    }

    /// <summary>The socket is gone: whoever was typing does so no longer.</summary>
    public void Leave()
    {
        if (_in is { } conversation)
        {
            Stop(conversation);
        }
    }

    private void Stop(Guid conversationId)
    {
        if (_in == conversationId)
        {
            _in = null;
            signals.Publish(TypingSignal.Of(conversationId, type, name, typing: false));
        }
    }

    /// <summary>Five at once, then one a second.</summary>
    private bool MayStart()
    {
        var now = Environment.TickCount64;
        var spent = Math.Max(_spentUntil, now) + MillisecondsPerStart;
        if (spent > now + (Burst * MillisecondsPerStart))
        {
            return false;
        }

        _spentUntil = spent;
        return true;
    }
}
