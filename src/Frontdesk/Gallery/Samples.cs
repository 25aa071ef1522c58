using System.Text.Json;
using Frontdesk.Conversations;
using Frontdesk.Inbox.Pages;

namespace Frontdesk.Gallery;

/// <summary>People and words to look at pages with: short, long, German and Arabic.</summary>
public static class Samples
{
    private static readonly AgentView Sarah = new(Id(901), "Sarah Lindqvist", "Support", null);
    private static readonly Guid Chatbot = Id(801);

    public static IReadOnlyList<ConversationRow> Rows(DateTimeOffset now) =>
    [
        Row(1, "Ann Novak", "ann@novak.example", ConversationStatus.Escalated, "I would rather talk to a person, please.", SenderType.Customer, now.AddMinutes(-1), waiting: now.AddMinutes(-12), unread: 2),
        Row(2, "Donaudampfschifffahrtsgesellschaftskapitän Friedrich-Wilhelm von Habsburg", null, ConversationStatus.Escalated, "Rechtsschutzversicherungsgesellschaften brauchen eine Rindfleischetikettierungsüberwachungsbescheinigung.", SenderType.Customer, now.AddMinutes(-3), waiting: now.AddMinutes(-4), unread: 1),
        Row(3, "ليلى حداد", "layla@haddad.example", ConversationStatus.AgentHandling, "شكراً جزيلاً، متى يصل الطلب؟", SenderType.Customer, now.AddMinutes(-6), Sarah, unread: 1),
        Row(4, "Visitor from Lisbon", null, ConversationStatus.Active, "Do you deliver to the Azores?", SenderType.Customer, now.AddMinutes(-9)),
        Row(5, "Tom Becker", "tom@becker.example", ConversationStatus.Waiting, "You can return any item within 30 days.", SenderType.Bot, now.AddMinutes(-22)),
        Row(6, "Mei Tanaka", "mei@tanaka.example", ConversationStatus.AgentHandling, "I have sent you a new label.", SenderType.Agent, now.AddMinutes(-48), Sarah),
        Row(7, "Oluwaseun Adebayo", "olu@adebayo.example", ConversationStatus.Resolved, "Perfect, thank you!", SenderType.Customer, now.AddHours(-3), Sarah, rating: 5),
        Row(8, "Visitor 4821", null, ConversationStatus.Abandoned, "ok", SenderType.Customer, now.AddHours(-20)),
        Row(9, "Ингрид Соколова", "ingrid@sokolova.example", ConversationStatus.Resolved, "Your refund is on its way.", SenderType.Agent, now.AddDays(-2), Sarah, rating: 4),
        Row(10, "José García", "jose@garcia.example", ConversationStatus.Waiting, "Our shop in Porto is open until 19:00.", SenderType.Bot, now.AddDays(-40)),
    ];

    public static IReadOnlyList<InboxViewCount> Counts { get; } =
    [
        new(InboxView.All, 8), new(InboxView.Unassigned, 5), new(InboxView.Mine, 2), new(InboxView.Waiting, 2), new(InboxView.Ai, 3), new(InboxView.Resolved, 1284),
    ];

    /// <summary>A conversation with every kind of line, ending with the status of <paramref name="row"/>.</summary>
    public static ConversationView Conversation(ConversationRow row, DateTimeOffset now) => new(
        row, Seq: 9, Change: 3,
        new VisitorContextView("https://shop.example/returns/how-to-send-something-back?from=footer", "Returns and refunds", "https://www.google.com/", "de-AT", "Europe/Vienna", "Firefox 145 on Windows 11"),
        Messages(row, now), Events(row, now),
        row.Rating is null ? null : "Quick and kind. Thank you!", EarlierConversations: 2, Allowed(row), HasEarlierMessages: true, Figures: Figures.Of(now.AddMinutes(-40), [], [], now));

    private static List<MessageView> Messages(ConversationRow row, DateTimeOffset now)
    {
        var bot = new SenderView(SenderType.Bot, null, "Ada");
        var customer = new SenderView(SenderType.Customer, row.Customer.Id, row.Customer.Name);
        var sarah = new SenderView(SenderType.Agent, Sarah.Id, Sarah.Name, Sarah.Title);
        return
        [
            Message(row, 1, customer, "Hi! I bought a lamp last week and it does not fit.", now.AddMinutes(-31)),
            Message(row, 2, customer, "Can I still send it back?", now.AddMinutes(-31)),
            Message(row, 3, bot, "Yes. You can return any item **within 30 days**:\n\n1. Open *My orders* and choose the lamp.\n2. Print the label, or show the code at the counter.\n3. Drop the parcel at any post office.\n\nThe money is back on your card in 3–5 days. See [Returns](https://shop.example/returns).", now.AddMinutes(-30), .93, Sources),
            Message(row, 4, customer, "und gilt das auch für Sonderanfertigungen und Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetze?", now.AddMinutes(-26)),
            Message(row, 5, bot, "I am not sure about made-to-order lamps. A colleague can tell you.", now.AddMinutes(-26), .41),
            Message(row, 6, customer, "هل يمكنني التحدث مع شخص حقيقي؟ رقم الطلب هو 48213.", now.AddMinutes(-22)),
            Message(row, 7, sarah, "Hello, this is Sarah. Made-to-order lamps can be exchanged for another size. Shall I send you a label?", now.AddMinutes(-18)),
            Message(row, 8, sarah, "", now.AddMinutes(-17)) with { DeletedAt = now.AddMinutes(-16) },
            Message(row, 9, customer, "Yes please, that would be great 🙂", now.AddMinutes(-12)),
        ];
    }

    private static List<EventView> Events(ConversationRow row, DateTimeOffset now) =>
    [
        Event(row, 1, EventKind.Escalated, 6, now.AddMinutes(-22), null, """{"reason":"asked for a person"}"""),
        Event(row, 2, EventKind.AgentJoined, 6, now.AddMinutes(-20), Sarah.Name, "{}"),
        Event(row, 3, EventKind.ProviderFailed, 5, now.AddMinutes(-26), null, """{"message":"429 Too Many Requests"}"""),
    ];

    private static IReadOnlyList<SourceView> Sources { get; } =
    [
        new(1, Id(701), "Returns and refunds", "https://shop.example/returns", "You can return any item within 30 days of delivery. Open My orders, choose the item and print the label."),
        new(2, Id(702), "Allgemeine Geschäftsbedingungen und Widerrufsbelehrung", null, "Der Kaufpreis wird innerhalb von fünf Werktagen erstattet."),
    ];

    private static AllowedActions Allowed(ConversationRow row) => row.Status switch
    {
        ConversationStatus.AgentHandling => new(Reply: true, TakeOver: false, ReturnToAi: true, Resolve: true, Reopen: false, Archive: true),
        ConversationStatus.Resolved => new(false, false, false, false, Reopen: true, Archive: true),
        ConversationStatus.Archived => new(false, false, false, false, false, false),
        _ => new(Reply: false, TakeOver: true, ReturnToAi: false, Resolve: true, Reopen: false, Archive: true),
    };

    private static ConversationRow Row(int n, string name, string? email, ConversationStatus status, string last, SenderType sender, DateTimeOffset at, AgentView? agent = null, DateTimeOffset? waiting = null, long unread = 0, int? rating = null) =>
        new(Id(n), Chatbot, "Ada, Lampenhaus", new CustomerView(Id(100 + n), name, email), status, agent, 9, last, sender, at, waiting, unread, rating, at.AddMinutes(-40));

    private static MessageView Message(ConversationRow row, long seq, SenderView sender, string content, DateTimeOffset at, double? confidence = null, IReadOnlyList<SourceView>? sources = null) =>
        new(Within(row, seq), row.Id, seq, Within(row, seq + 500), at, sender, content, sources ?? [], confidence, false, null, null, 0);

    private static EventView Event(ConversationRow row, long change, EventKind kind, long after, DateTimeOffset at, string? by, string json) =>
        new(row.Id, change, kind, at, after, by, JsonDocument.Parse(json).RootElement, by is null ? ActorType.System : ActorType.Agent);

    private static Guid Id(int n) => new($"0199a000-0000-7000-8000-{n:d12}");

    private static Guid Within(ConversationRow row, long n) => new($"{row.Id.ToString()[..24]}{n:d4}{row.Id.ToString()[28..]}");
}
