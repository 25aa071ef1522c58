namespace Frontdesk.Conversations;

/// <summary>What the clock decides on.</summary>
/// <param name="WaitingSince">Since when the customer waits for an answer of ours; null while the last word is ours.</param>
/// <param name="HandledSince">Since when the person who has it has it.</param>
/// <param name="AwaitsPerson">Whether the person who had it fell silent and nobody has come since.</param>
public sealed record ConversationFacts(
    ConversationStatus Status, SenderType? LastSender, DateTimeOffset LastMessageAt, DateTimeOffset? WaitingSince, DateTimeOffset? HandledSince, bool AwaitsPerson);

/// <summary>What is to happen by itself: a move now, another look later, or nothing until somebody acts.</summary>
public readonly record struct NextByItself(Move? Now, DateTimeOffset? LookAgain)
{
    public static NextByItself Nothing { get; }
}

/// <summary>The moves that nobody makes, decided from facts and the hour alone.</summary>
public static class Automatic
{
    /// <summary>How long a person may leave a customer without a word.</summary>
    public static readonly TimeSpan PatienceWithAgent = TimeSpan.FromMinutes(10);

    public static NextByItself Next(ConversationFacts facts, TimeSpan inactivity, DateTimeOffset now) => facts switch
    {
        { Status: ConversationStatus.AgentHandling, WaitingSince: { } since } =>
            At(Later(since, facts.HandledSince) + PatienceWithAgent, Move.AgentFallsSilent, now),
        { Status: ConversationStatus.Waiting, AwaitsPerson: false, WaitingSince: null, LastSender: SenderType.Bot or SenderType.Agent } =>
            At(facts.LastMessageAt + inactivity, Move.Abandon, now),
        _ => NextByItself.Nothing,
    };

    private static NextByItself At(DateTimeOffset due, Move move, DateTimeOffset now) => due <= now ? new(move, null) : new(null, due);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
