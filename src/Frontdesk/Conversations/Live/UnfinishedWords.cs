using System.Collections.Concurrent;
using System.Text;
using Frontdesk.Platform.Nodes;
using Frontdesk.Platform.Signals;

namespace Frontdesk.Conversations.Live;

/// <summary>
/// Passes on the words of an answer while it is spoken. Whoever follows on this node, where the answer runs, gets each piece
/// at once; other nodes get what has gathered, a few times a second, and nothing if there are none.
/// </summary>
public sealed class UnfinishedWords(LiveConversations live, ISignals signals, RunningNodes nodes)
{
    private static readonly TimeSpan BetweenParts = TimeSpan.FromMilliseconds(150);
    private readonly ConcurrentDictionary<Guid, Gathering> _gathering = new();

    public void Say(Guid conversationId, Guid messageId, int offset, string chunk)
    {
        live.Pass(StreamingSignal.Frame(new StreamingSignal.Content(conversationId, messageId, offset, chunk)));
        if (nodes.Others > 0)
        {
            Gather(conversationId, messageId, offset, chunk);
        }
    }

    /// <summary>Takes back what was said of an answer, also what is still on its way to other nodes: no message follows it.</summary>
    public void Withdraw(Guid conversationId, Guid messageId)
    {
        if (_gathering.TryRemove(messageId, out var gathering))
        {
            gathering.Close();
        }

        signals.Publish(StreamingSignal.Cancelled(conversationId, messageId));
    }

    private void Gather(Guid conversationId, Guid messageId, int offset, string chunk)
    {
        if (_gathering.TryGetValue(messageId, out var gathering) && gathering.Takes(chunk))
        {
            return;
        }

        var next = new Gathering(conversationId, messageId, offset);
        next.Takes(chunk);
        _gathering[messageId] = next; // of one answer one piece is said at a time
        _ = SendSoon(next);
    }

    private async Task SendSoon(Gathering gathering)
    {
        await Task.Delay(BetweenParts);
        var words = gathering.Close();
        _gathering.TryRemove(new KeyValuePair<Guid, Gathering>(gathering.MessageId, gathering));
        for (var sent = 0; sent < words.Length;)
        {
            var length = Math.Min(StreamingSignal.LongestChunk, words.Length - sent);
            length -= length > 1 && char.IsHighSurrogate(words[sent + length - 1]) ? 1 : 0;
            signals.PublishElsewhere(StreamingSignal.Of(gathering.ConversationId, gathering.MessageId, gathering.Offset + sent, words.Substring(sent, length)));
            sent += length;
        }
    }

    private sealed class Gathering(Guid conversationId, Guid messageId, int offset)
    {
        private readonly StringBuilder _words = new();
        private bool _closed;

        public Guid ConversationId => conversationId;
        public Guid MessageId => messageId;
        public int Offset => offset;

        /// <summary>False once it is on its way.</summary>
        public bool Takes(string chunk)
        {
            lock (_words)
            {
                if (!_closed)
                {
                    _words.Append(chunk);
                }

                return !_closed;
            }
        }

        /// <summary>What has gathered; nothing the second time.</summary>
        public string Close()
        {
            lock (_words)
            {
                _closed = true;
                var words = _words.ToString();
                _words.Clear();
                return words;
            }
        }
    }
}
