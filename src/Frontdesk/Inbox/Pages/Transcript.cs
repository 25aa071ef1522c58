using Frontdesk.Conversations;

namespace Frontdesk.Inbox.Pages;

/// <summary>Messages and events as one column: an event stands below the message it came after.</summary>
internal static class Transcript
{
    public static IEnumerable<(MessageView? Message, EventView? Event)> Of(IEnumerable<MessageView> messages, IEnumerable<EventView> events) =>
        messages.Select(message => (Seq: message.Seq, Change: -1L, Message: (MessageView?)message, Event: (EventView?)null))
            .Concat(events.Select(e => (Seq: e.AfterSeq, Change: e.Change, Message: (MessageView?)null, Event: (EventView?)e)))
            .OrderBy(line => line.Seq).ThenBy(line => line.Change)
            .Select(line => (line.Message, line.Event));
}
