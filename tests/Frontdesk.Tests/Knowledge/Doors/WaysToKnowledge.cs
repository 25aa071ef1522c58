namespace Frontdesk.Tests.Knowledge.Doors;

/// <summary>Every endpoint that takes a source, a website, a FAQ, a gap, a draft, synonyms or a chatbot whose knowledge is meant.</summary>
internal static class WaysToKnowledge
{
    /// <summary>They read what is sent along and nothing that is kept.</summary>
    public static readonly string[] NamingNothing = ["POST /knowledge/faqs/preview", "POST /knowledge/faqs/import/preview"];

    public static IEnumerable<Way> All => [.. OverTheApi.Sources, .. OverTheApi.Faqs, .. OverTheApi.Sites, .. OverTheApi.Learning, .. OnPages.Sources, .. OnPages.Faqs, .. OnPages.Sites, .. OnPages.Learning];

    /// <summary>What names the chatbot in the address.</summary>
    public static Ask InQuery(this Shelf shelf, string more = "") => new(Query: $"?chatbot_id={shelf.Chatbot}{more}");

    /// <summary>A form that names the chatbot, and whatever else is said.</summary>
    public static Ask InForm(this Shelf shelf, params (string Name, string Value)[] fields) => new(Form: [("chatbot_id", $"{shelf.Chatbot}"), .. fields]);
}

internal static class OverTheApi
{
    private const string Root = "/api/v1/knowledge-base";

    public static readonly Way[] Sources =
    [
        new($"GET {Root}/documents", k => k.InQuery()),
        new($"GET {Root}/documents/{{id:guid}}", k => new(k.Text)),
        new($"GET {Root}/documents/{{id:guid}}/passages", k => new(k.Text)),
        new($"GET {Root}/documents/{{id:guid}}/file", k => new(k.Document)),
        new($"POST {Root}/documents", k => k.InForm() with { File = ("new.txt", "New words.") }),
        new($"POST {Root}/documents/{{id:guid}}/file", k => new(k.Document, Form: []) { File = ("new.txt", "New words.") }),
        new($"PATCH {Root}/documents/{{id:guid}}", k => new(k.Text, Body: new { title = "Renamed" })),
        new($"POST {Root}/documents/{{id:guid}}/reindex", k => new(k.Text)),
        new($"POST {Root}/documents/reindex", k => new(Body: new { chatbot_id = k.Chatbot })),
        new Way($"POST {Root}/documents/delete", k => new(Body: new { ids = new[] { k.Text, k.Document } })).Silently(),
        new($"DELETE {Root}/documents/{{id:guid}}", k => new(k.Text)),
        new($"POST {Root}/texts", k => new(Body: new { chatbot_id = k.Chatbot, title = "New", content = "New words." })),
        new Way($"POST {Root}/test", k => new(Body: new { chatbot_id = k.Chatbot, query = "When do you open?" })).Plainly(),
    ];

    public static readonly Way[] Faqs =
    [
        new($"GET {Root}/faqs", k => k.InQuery()),
        new($"GET {Root}/faqs/{{id:guid}}", k => new(k.Faq)),
        new($"GET {Root}/faqs/export", k => k.InQuery()),
        new($"POST {Root}/faqs", k => new(Body: new { chatbot_id = k.Chatbot, question = "Is this new?", answer = "Yes." })),
        new($"PATCH {Root}/faqs/{{id:guid}}", k => new(k.Faq, Body: new { answer = "Never." })),
        new($"POST {Root}/faqs/{{id:guid}}/phrasings", k => new(k.Faq, Body: new { question = "Since when?" })),
        new($"DELETE {Root}/faqs/{{id:guid}}", k => new(k.Faq)),
        new($"POST {Root}/faqs/bulk", k => new(Body: new { chatbot_id = k.Chatbot, action = "deactivate", ids = new[] { k.Faq } })),
        new($"POST {Root}/faqs/import", k => k.InForm() with { File = ("faqs.csv", "question,answer\nIs this new?,Yes.") }),
    ];

    public static readonly Way[] Sites =
    [
        new($"GET {Root}/urls", k => k.InQuery()),
        new($"GET {Root}/urls/{{id:guid}}", k => new(k.Site)),
        new($"GET {Root}/urls/{{id:guid}}/pages", k => new(k.Site)),
        new($"POST {Root}/urls", k => new(Body: new { chatbot_id = k.Chatbot, url = "http://127.0.0.1:8099/" })),
        new($"PATCH {Root}/urls/{{id:guid}}", k => new(k.Site, Body: new { crawl_settings = new { max_pages = 7 } })),
        new($"POST {Root}/urls/{{id:guid}}/crawl", k => new(k.Site)),
        new($"POST {Root}/urls/{{id:guid}}/cancel", k => new(k.SiteInReading)),
        new($"DELETE {Root}/urls/{{id:guid}}", k => new(k.Site)),
    ];

    public static readonly Way[] Learning =
    [
        new($"GET {Root}/gaps", k => k.InQuery()),
        new($"POST {Root}/gaps/{{id:guid}}/dismiss", k => new(k.Gap)),
        new($"POST {Root}/gaps/{{id:guid}}/restore", k => new(k.DismissedGap)),
        new($"POST {Root}/gaps/{{id:guid}}/draft", k => new(k.Gap)),
        new($"GET {Root}/faq-drafts", k => k.InQuery()),
        new Way($"GET {Root}/faq-drafts/settings", k => k.InQuery()).Plainly(),
        new($"PUT {Root}/faq-drafts/settings", k => new(Body: new { chatbot_id = k.Chatbot, enabled = false })),
        new($"POST {Root}/faq-drafts/{{id:guid}}/accept", k => new(k.Draft)),
        new($"POST {Root}/faq-drafts/{{id:guid}}/merge", k => new(k.Draft, Body: new { faq_id = k.Faq })),
        new($"POST {Root}/faq-drafts/{{id:guid}}/reject", k => new(k.Draft)),
        new($"GET {Root}/synonyms", k => k.InQuery()),
        new($"PUT {Root}/synonyms", k => new(Body: new { chatbot_id = k.Chatbot, synonyms = new[] { new[] { "sofa", "couch" } } })),
    ];
}

internal static class OnPages
{
    public static readonly Way[] Sources =
    [
        new Way("GET /knowledge", k => k.InQuery()).Silently(),
        new Way("GET /knowledge/rows/{id:guid}", k => new(k.Text)).Silently(),
        new Way("GET /knowledge/notices", k => new(Query: $"?ids={k.Text}")).Silently(),
        new("GET /knowledge/sources/{id:guid}", k => new(k.Text)),
        new("GET /knowledge/sources/{id:guid}/file", k => new(k.Document)),
        new Way("GET /knowledge/texts/new", k => k.InQuery()).Silently().Plainly(),
        new("POST /knowledge/texts", k => k.InForm(("title", "New"), ("content", "New words."))),
        new("POST /knowledge/documents", k => k.InForm() with { File = ("new.txt", "New words.") }),
        new("POST /knowledge/documents/read-again", k => k.InForm()),
        new Way("POST /knowledge/documents/delete", k => k.InForm(("ids", $"{k.Text}"), ("ids", $"{k.Document}"))).Silently(),
        new("GET /knowledge/sources/{id:guid}/edit", k => new(k.Text)),
        new("POST /knowledge/sources/{id:guid}", k => new(k.Text, Form: [("title", "Renamed"), ("content", "Other words.")])),
        new("POST /knowledge/sources/{id:guid}/file", k => new(k.Document, Form: []) { File = ("new.txt", "New words.") }),
        new("POST /knowledge/sources/{id:guid}/read-again", k => new(k.Text, Form: [])),
        new("POST /knowledge/sources/{id:guid}/delete", k => new(k.Text, Form: [])),
        new Way("GET /knowledge/test", k => k.InQuery("&query=When+do+you+open")).Silently(),
    ];

    public static readonly Way[] Faqs =
    [
        new Way("GET /knowledge/faqs", k => k.InQuery()).Silently(),
        new("GET /knowledge/faqs/export", k => k.InQuery()),
        new("POST /knowledge/faqs/bulk", k => k.InForm(("action", "deactivate"), ("ids", $"{k.Faq}"))),
        new("POST /knowledge/faqs/{id:guid}/status", k => new(k.Faq, Form: [("status", "inactive")])),
        new("POST /knowledge/faqs/{id:guid}/delete", k => new(k.Faq, Form: [])),
        new Way("GET /knowledge/faqs/new", k => k.InQuery()).Silently(),
        new("GET /knowledge/faqs/{id:guid}", k => new(k.Faq)),
        new("POST /knowledge/faqs", k => k.InForm(("question", "Is this new?"), ("answer", "Yes."))),
        new("POST /knowledge/faqs/{id:guid}", k => k.InForm(("question", "Is this new?"), ("answer", "Yes.")) with { Id = k.Faq }),
        new("POST /knowledge/faqs/{id:guid}/phrasings", k => new(k.Faq, Form: [("question", "Since when?")])),
        new Way("GET /knowledge/faqs/import", k => k.InQuery()).Silently().Plainly(),
        new Way("POST /knowledge/faqs/import", k => k.InForm() with { File = ("faqs.csv", "question,answer\nIs this new?,Yes.") }).Silently(),
    ];

    public static readonly Way[] Sites =
    [
        new Way("GET /knowledge/sites", k => k.InQuery()).Silently(),
        new("GET /knowledge/sites/{id:guid}", k => new(k.Site)),
        new Way("GET /knowledge/sites/{id:guid}/row", k => new(k.Site)).Silently(),
        new Way("GET /knowledge/sites/new", k => k.InQuery()).Silently().Plainly(),
        new("POST /knowledge/sites", k => k.InForm([("url", "http://127.0.0.1:8099/"), .. SiteFields])),
        new("POST /knowledge/sites/{id:guid}", k => new(k.Site, Form: SiteFields)),
        new("POST /knowledge/sites/{id:guid}/crawl", k => new(k.Site, Form: [])),
        new("POST /knowledge/sites/{id:guid}/cancel", k => new(k.SiteInReading, Form: [])),
        new("POST /knowledge/sites/{id:guid}/delete", k => new(k.Site, Form: [])),
    ];

    public static readonly Way[] Learning =
    [
        new Way("GET /knowledge/gaps", k => k.InQuery()).Silently(),
        new Way("GET /knowledge/gaps/questions", k => k.InQuery("&from=2020-01-01&to=2100-01-01")).Silently(),
        new("POST /knowledge/gaps/{id:guid}/dismiss", k => k.InForm() with { Id = k.Gap }),
        new("POST /knowledge/gaps/{id:guid}/restore", k => k.InForm() with { Id = k.DismissedGap }),
        new("POST /knowledge/gaps/{id:guid}/draft", k => new(k.Gap, Form: [("period", "30d")])),
        new Way("GET /knowledge/faqs/drafts", k => k.InQuery()).Silently(),
        new("POST /knowledge/faqs/drafts/settings", k => k.InForm()),
        new("POST /knowledge/faqs/drafts/{id:guid}/accept", k => new(k.Draft, Form: [("answer", "Gladly.")])),
        new("POST /knowledge/faqs/drafts/{id:guid}/merge", k => new(k.Draft, Form: [("faq_id", $"{k.Faq}")])),
        new("POST /knowledge/faqs/drafts/{id:guid}/reject", k => k.InForm() with { Id = k.Draft }),
        new Way("GET /knowledge/synonyms", k => k.InQuery()).Silently(),
        new("POST /knowledge/synonyms", k => k.InForm(("synonyms", "sofa, couch"))),
    ];

    private static (string Name, string Value)[] SiteFields =>
        [("max_pages", "7"), ("max_depth", "2"), ("frequency", "weekly"), ("day_of_week", "monday"), ("day_of_month", "1"), ("time", "02:00"), ("timezone", "UTC")];
}
