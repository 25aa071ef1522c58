using Frontdesk.Team;

namespace Frontdesk.Conversations;

/// <summary>What a member reads: everything, or without the ways to reach the customer. Every view for a member goes through here.</summary>
public static class ViewsForMembers
{
    public static bool SeesContacts(this CurrentAgent agent) => agent.May(Permission.ContactView);

    public static ConversationRow For(this ConversationRow row, CurrentAgent agent) => agent.SeesContacts() ? row : row with
    {
        Customer = row.Customer with { Name = Masking.Text(row.Customer.Name), Email = row.Customer.Email is { } address ? Masking.Email(address) : null },
        LastMessage = Masking.Text(row.LastMessage),
        RatingComment = Masked(row.RatingComment),
    };

    public static MessageView For(this MessageView message, CurrentAgent agent) => agent.SeesContacts() ? message : message.WithoutContacts();

    public static EventView For(this EventView happened, CurrentAgent agent) => agent.SeesContacts() ? happened : happened.WithoutContacts();

    public static VisitorContextView For(this VisitorContextView context, CurrentAgent agent) => agent.SeesContacts() ? context : context with
    {
        PageUrl = Masked(context.PageUrl),
        PageTitle = Masked(context.PageTitle),
        Referrer = Masked(context.Referrer),
    };

    public static string? CommentFor(this Conversation conversation, CurrentAgent agent) =>
        agent.SeesContacts() ? conversation.RatingComment : Masked(conversation.RatingComment);

    public static MessageView WithoutContacts(this MessageView message) => message with
    {
        Content = Masking.Text(message.Content),
        Sender = message.Sender with { Name = Masking.Text(message.Sender.Name) },
        Sources = [.. message.Sources.Select(s => s with { Snippet = Masking.Text(s.Snippet) })],
    };

    public static EventView WithoutContacts(this EventView happened) => happened with { Data = Masking.Values(happened.Data) };

    private static string? Masked(string? text) => text is null ? null : Masking.Text(text);
}
