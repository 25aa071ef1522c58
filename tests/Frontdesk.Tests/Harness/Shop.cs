using System.Text.Json;
using Frontdesk.Conversations;
using Frontdesk.Team;
using Shouldly;

namespace Frontdesk.Tests.Harness;

/// <summary>A company that uses Frontdesk: Sarah owns it, others work there, visitors come to its website.</summary>
public sealed class Shop
{
    private Shop(FrontdeskApp app, Agent sarah) => (App, Sarah) = (app, sarah);

    public FrontdeskApp App { get; }

    /// <summary>The owner.</summary>
    public Agent Sarah { get; }

    public Guid ChatbotId { get; private set; }

    public string AppKey { get; private set; } = "";

    public Guid WorkspaceId => Sarah.WorkspaceId;

    public static async Task<Shop> Open(FrontdeskApp app, string name)
    {
        var shop = new Shop(app, await Harness.Agent.Registers(app, "Sarah", name));
        var chatbot = (await shop.Sarah.Post("/api/v1/chatbots", new { name = "Shop Support" })).Ok();
        shop.ChatbotId = chatbot["id"].GetGuid();
        shop.AppKey = chatbot["public_key"].GetString()!;
        return shop;
    }

    public Task<Agent> Agent(string name) => Member(name, Role.Agent);

    public Task<Agent> Viewer(string name) => Member(name, Role.Viewer);

    /// <summary>Comes by the front door: Sarah invites, the letter's link is followed, and the new account signs in.</summary>
    public async Task<Agent> Member(string name, Role role)
    {
        var email = $"{name.ToLowerInvariant()}.{Guid.NewGuid():N}@company.test";
        await Joins(name, await Invites(email, role));
        return await Harness.Agent.SignsIn(App, name, email);
    }

    /// <summary>The token that the letter carries.</summary>
    public async Task<string> Invites(string email, Role role = Role.Agent)
    {
        (await Sarah.Post("/api/v1/invitations", new { email, role })).Ok();
        return Outbox.TokenIn(await App.Outbox.Newest(email));
    }

    public async Task<Guid> Joins(string name, string token) =>
        (await App.Node.Post("/api/v1/invitations/accept", new { token, name, password = Harness.Agent.Password })).Ok()["member_id"].GetGuid();

    public async Task<Guid> MemberId(Agent agent) =>
        (await Sarah.Get("/api/v1/members")).Ok()["data"].EnumerateArray().Single(m => m.GetProperty("user_id").GetGuid() == agent.UserId).GetProperty("id").GetGuid();

    /// <summary>Somebody on the website; unknown until they write.</summary>
    public Visitor Visitor(string name, Node? on = null) => new(on ?? App.Node, AppKey, name);

    public async Task Changes(object settings)
    {
        (await Sarah.Patch($"/api/v1/chatbots/{ChatbotId}", settings)).Ok();
    }

    /// <summary>Writes a FAQ and waits until answers use it.</summary>
    public async Task<Guid> Knows(string question, string answer)
    {
        var faq = (await Sarah.Post("/api/v1/knowledge-base/faqs", new { chatbot_id = ChatbotId, question, answer })).Ok()["id"].GetGuid();
        await Finds(question, faq);
        return faq;
    }

    /// <summary>Writes a text and waits until it was read.</summary>
    public async Task<Guid> Documents(string title, string content)
    {
        var source = (await Sarah.Post("/api/v1/knowledge-base/texts", new { chatbot_id = ChatbotId, title, content })).Ok()["id"].GetGuid();
        await IsRead(source);
        return source;
    }

    /// <summary>The source once its reading has ended, well or not.</summary>
    public Task<Reply> IsRead(Guid source) => Eventually.Find(async () =>
    {
        var view = (await Sarah.Get($"/api/v1/knowledge-base/documents/{source}")).Ok();
        return view["status"].GetString() is "completed" or "failed" ? view : null;
    }, "the source to be read");

    /// <summary>What the chatbot would say, without saying it to anybody.</summary>
    public async Task<Reply> Tests(string query, int topK = 5) =>
        await Sarah.Post("/api/v1/knowledge-base/test", new { chatbot_id = ChatbotId, query, top_k = topK });

    public Task Finds(string query, Guid source) => Eventually.True(async () =>
        (await Tests(query)).Ok()["results"].EnumerateArray().Any(r => r.GetProperty("source_id").GetGuid() == source), $"\"{query}\" to find the source");

    public async Task<JsonElement> Chatbot() => (await Sarah.Get($"/api/v1/chatbots/{ChatbotId}")).Ok().Body;

    /// <summary>What the log of a conversation says to agents.</summary>
    public async Task<IReadOnlyList<EventKind>> Log(Guid conversation) => [.. (await Sarah.Sees(conversation)).Events.Select(e => e.Kind)];

    /// <summary>Every stored message, straight from the database.</summary>
    public async Task StoredSeqsAreDense(Guid conversation)
    {
        var seqs = await App.Value<long[]>("select coalesce(array_agg(seq order by seq), '{}') from messages where conversation_id = $1", conversation);
        seqs.ShouldBe([.. Enumerable.Range(1, seqs.Length).Select(n => (long)n)]);
        (await App.Value<long>("select last_seq from conversations where id = $1", conversation)).ShouldBe(seqs.Length);
    }
}
