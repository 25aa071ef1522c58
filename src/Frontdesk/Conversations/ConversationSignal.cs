using System.Globalization;
using Frontdesk.Platform.Signals;

namespace Frontdesk.Conversations;

/// <summary>How far a conversation has come by messages. Whoever has as much need not look.</summary>
public readonly record struct Counters(Guid WorkspaceId, Guid ConversationId, long Seq, long Change)
{
    /// <summary>Something of it is new that counters may not show: look in any case.</summary>
    public static Counters Unknown(Guid workspaceId, Guid conversationId) => new(workspaceId, conversationId, long.MaxValue, long.MaxValue);

    public Counters OrLater(Counters other) => this with { Seq = Math.Max(Seq, other.Seq), Change = Math.Max(Change, other.Change) };
}

/// <summary>
/// "conversation workspace/id": something about it is new. The append says more, "conversation @node,workspace/id/seq/change,…":
/// who stored the messages, and so has handed them on at home, and how far these conversations have come.
/// </summary>
public static class ConversationSignal
{
    public const string Kind = "conversation";

    /// <summary>As many as the append puts into one signal, which has to stay below PostgreSQL's 8,000 bytes.</summary>
    public const int MostAtOnce = 80;

    public static Signal Changed(Conversation conversation) => new(Kind, $"{conversation.WorkspaceId}/{conversation.Id}") { IsFoundAnyway = true };

    public static Signal Stored(ThisNode here, IEnumerable<Counters> conversations) =>
        new(Kind, $"@{here.Id:N},{string.Join(',', conversations.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.WorkspaceId}/{c.ConversationId}/{c.Seq}/{c.Change}")))}");

    public static bool IsFrom(ThisNode node, string payload) => payload.StartsWith($"@{node.Id:N},", StringComparison.Ordinal);

    public static IEnumerable<Counters> Read(string payload)
    {
        foreach (var entry in payload.Split(','))
        {
            if (entry.Split('/') is [var workspace, var conversation, .. var counters] && Guid.TryParse(workspace, out var w) && Guid.TryParse(conversation, out var c))
            {
                yield return counters is [var s, var g] && long.TryParse(s, CultureInfo.InvariantCulture, out var seq) && long.TryParse(g, CultureInfo.InvariantCulture, out var change)
                    ? new Counters(w, c, seq, change)
                    : Counters.Unknown(w, c);
            }
        }
    }
}
