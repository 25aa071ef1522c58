namespace Frontdesk.Conversations.Live;

/// <summary>A request that waits for news.</summary>
internal sealed class LongPoll(Cursor cursor) : IConversationFollower
{
    private readonly TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Cursor Cursor { get; } = cursor;

    public void Receive(ConversationNews news)
    {
        if (news.Head.Seq > Cursor.Seq || news.Head.Change > Cursor.Change)
        {
            _news.TrySetResult();
        }
    }

    public void Receive(PassingFrame frame)
    {
        // what is not kept does not answer a poll
    }

    public static async Task Until(LiveConversations live, Guid workspaceId, Guid conversationId, Cursor cursor, TimeSpan patience, CancellationToken ct)
    {
        var poll = new LongPoll(cursor);
        live.Follow(workspaceId, conversationId, poll);
        try
        {
            await Task.WhenAny(poll._news.Task, Task.Delay(patience, ct));
        }
        finally
        {
            live.Unfollow(conversationId, poll);
        }
    }
}
