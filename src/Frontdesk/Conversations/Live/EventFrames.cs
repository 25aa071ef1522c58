using System.Text.Json.Nodes;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Sockets;

namespace Frontdesk.Conversations.Live;

/// <summary>The frames of a conversation's news, named as in docs/api/realtime.md.</summary>
public static class EventFrames
{
    public static bool VisitorMaySee(EventKind kind) => kind is not (EventKind.Created or EventKind.ProviderFailed or EventKind.Archived);

    public static ReadOnlyMemory<byte> Of(EventView happened)
    {
        var data = JsonObject.Create(happened.Data) ?? [];
        data["conversation_id"] = happened.ConversationId;
        data["change"] = happened.Change;
        data["after_seq"] = happened.AfterSeq;
        data["at"] = happened.At;
        return Frames.Of(Name(happened.Kind), data);
    }

    /// <param name="known">Whether the follower has had the message before, with other words.</param>
    public static ReadOnlyMemory<byte> Of(MessageView message, bool known) => Frames.Of(known ? "message:updated" : "message:receive", message);

    public static ReadOnlyMemory<byte> StatusChanged(ConversationHead head) => Frames.Of("conversation:status_changed",
        new { conversation_id = head.ConversationId, new_status = head.Status, changed_by = head.Agent?.Name, change = head.Change });

    public static ReadOnlyMemory<byte> Resumed(ConversationHead head) => Frames.Of("resumed", new
    {
        conversation_id = head.ConversationId,
        status = head.Status,
        seq = head.Seq,
        change = head.Change,
        agent = head.Status == ConversationStatus.AgentHandling ? head.Agent : null,
    });

    private static string Name(EventKind kind) => kind switch
    {
        EventKind.AgentJoined => "agent:joined",
        EventKind.AgentLeft => "agent:left",
        _ => "conversation:" + SnakeCase.Text(kind),
    };
}
