namespace Frontdesk.Conversations;

/// <summary>Who did something to a conversation.</summary>
public sealed record Actor(ActorType Type, Guid? Id, string? Name)
{
    public static Actor System { get; } = new(ActorType.System, null, null);
    /// <summary>A rule or a timer; nobody decided.</summary>
    public static Actor Automation { get; } = new(ActorType.Automation, null, null);
    public static Actor Customer(Guid id) => new(ActorType.Customer, id, null);
}

public enum ActorType
{
    Customer,
    Agent,
    System,
    Automation,
}
