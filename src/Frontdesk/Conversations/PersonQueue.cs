namespace Frontdesk.Conversations;

/// <summary>The customers who wait for a person and the order in which they are to be helped.</summary>
public static class PersonQueue
{
    /// <summary>More milliseconds than there are between 1970 and the year 2100.</summary>
    private const long AheadOfAll = 1L << 42;

    public static IQueryable<Conversation> AwaitingPerson(this IQueryable<Conversation> conversations) =>
        conversations.Where(c => c.Status == ConversationStatus.Escalated || c.AwaitsPerson);

    public static bool IsAwaitingPerson(this ConversationRow row) => row.Status == ConversationStatus.Escalated || row.AwaitsPerson;

    /// <summary>Those whom an agent has left without a word first, then whoever waits longest. No two have the same place.</summary>
    public static IOrderedQueryable<Conversation> InQueueOrder(this IQueryable<Conversation> conversations) =>
        conversations.OrderByDescending(c => c.AwaitsPerson).ThenBy(c => c.WaitingSince ?? c.LastMessageAt).ThenBy(c => c.Id);

    public static IOrderedEnumerable<ConversationRow> InQueueOrder(this IEnumerable<ConversationRow> rows) =>
        rows.OrderByDescending(r => r.AwaitsPerson).ThenBy(r => r.WaitingSince ?? r.LastMessageAt).ThenBy(r => r.Id);

    /// <summary>The same order as a number, the greatest first.</summary>
    public static long Rank(this ConversationRow row) =>
        (row.AwaitsPerson ? AheadOfAll : 0) - (row.WaitingSince ?? row.LastMessageAt).ToUnixTimeMilliseconds();
}
