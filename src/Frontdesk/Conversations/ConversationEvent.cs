using System.Text.Json;
using Frontdesk.Platform.Database;

namespace Frontdesk.Conversations;

/// <summary>A line in a conversation's log: what happened, who did it, and after which message.</summary>
public sealed class ConversationEvent : ITenantOwned
{
    private ConversationEvent()
    {
    }

    internal ConversationEvent(Conversation conversation, EventKind kind, Actor by, DateTimeOffset at, JsonElement data)
    {
        Id = Guid.CreateVersion7(at);
        WorkspaceId = conversation.WorkspaceId;
        ConversationId = conversation.Id;
        Change = conversation.Change;
        AfterSeq = conversation.LastSeq;
        (Kind, At, Data) = (kind, at, data.GetRawText());
        (ByType, ById, ByName) = (by.Type, by.Id, by.Name);
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ConversationId { get; private set; }
    public long Change { get; private set; }
    public EventKind Kind { get; private set; }
    public DateTimeOffset At { get; private set; }
    public long AfterSeq { get; private set; }
    public ActorType ByType { get; private set; }
    public Guid? ById { get; private set; }
    public string? ByName { get; private set; }
    public string Data { get; private set; } = "{}";

    public EventView ToView() => new(ConversationId, Change, Kind, At, AfterSeq, ByName, JsonDocument.Parse(Data).RootElement.Clone(), ByType);
}
