using Frontdesk.Conversations;

namespace Frontdesk.Inbox.Pages;

/// <summary>The ways an agent looks at the inbox, in the order they stand in.</summary>
public enum InboxView
{
    All,
    Unassigned,
    Mine,
    /// <summary>A person was asked for and none has come yet.</summary>
    Waiting,
    /// <summary>The AI has the word.</summary>
    Ai,
    Resolved,
}

/// <summary>What the list shows.</summary>
/// <param name="Query">Words that the customer's name, address or the messages hold.</param>
public sealed record InboxFilter(InboxView View = InboxView.All, string? Query = null)
{
    /// <summary>Reads the query string's <c>view</c> and <c>q</c>; an unknown view is All.</summary>
    public static InboxFilter From(string? view, string? query) => new(
        Enum.TryParse<InboxView>(view, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : InboxView.All,
        string.IsNullOrWhiteSpace(query) ? null : query.Trim());

    /// <summary>Whether the list is a queue, with whoever is to be helped next at its top.</summary>
    public bool IsQueue => View == InboxView.Waiting;

    /// <summary>Where a row stands in the list: the greatest is at the top.</summary>
    public long PlaceOf(ConversationRow row) => IsQueue ? row.Rank() : row.LastMessageAt.ToUnixTimeMilliseconds();

    public string ViewName => View.ToString().ToLowerInvariant();

    /// <summary>The address of the list, or of a conversation in front of it.</summary>
    public string Href(Guid? open = null) => $"/inbox{(open is null ? "" : $"/{open}")}{Search}";

    private string Search => QueryString.Create(Parameters()).Value ?? "";

    private IEnumerable<KeyValuePair<string, string?>> Parameters()
    {
        if (View != InboxView.All) yield return new("view", ViewName);
        if (Query is not null) yield return new("q", Query);
    }
}

/// <summary>How many conversations a view holds.</summary>
public sealed record InboxViewCount(InboxView View, int Count);
