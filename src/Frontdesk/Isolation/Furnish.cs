using System.Text.Json;

namespace Frontdesk.Isolation;

/// <summary>Puts something of every kind into a company, as its owner and its visitors would.</summary>
public sealed class Furnish(FrontDoor door)
{
    /// <exception cref="InvalidOperationException">The owner was refused: then nothing that follows would mean anything.</exception>
    public async Task Everything(Company company, CancellationToken ct)
    {
        var word = company.Word;
        company.Objects["chatbot"] = await Make(company, "/api/v1/chatbots", new { name = "Audit bot" }, "id", ct);
        company.Objects["public_key"] = (await door.Call("GET", $"/api/v1/chatbots/{company.Objects["chatbot"]}", null, company.Tokens[Caller.Owner], ct)).Read("public_key")!;
        company.Objects["other_chatbot"] = await Make(company, "/api/v1/chatbots", new { name = "Second audit bot" }, "id", ct);
        company.Objects["faq"] = await Make(company, "/api/v1/knowledge-base/faqs", new { chatbot_id = company.Objects["chatbot"], question = $"What is {word}?", answer = $"A word: {word}." }, "id", ct);
        company.Objects["text"] = await Make(company, "/api/v1/knowledge-base/texts", new { chatbot_id = company.Objects["chatbot"], title = $"About {word}", content = $"All about {word}." }, "id", ct);
        company.Objects["site"] = await Make(company, "/api/v1/knowledge-base/urls", new { chatbot_id = company.Objects["chatbot"], url = $"https://{word}.audit.invalid" }, "id", ct);
        company.Objects["document"] = await Upload(company, ct);
        company.Objects["invitation"] = await Make(company, "/api/v1/invitations", new { email = $"invited.{word}@audit.invalid", role = "agent" }, "id", ct);
        await Keys(company, ct);
        company.Objects["sso_connection"] = await Make(company, "/api/v1/sso-connections",
            new { name = $"Login {word}", issuer = "https://login.audit.invalid", client_id = "audit", client_secret = $"secret-{word}", email_domains = new[] { $"{word}.invalid" } }, "id", ct);
        await Talk(company, Caller.Visitor, $"Hello from {word}", ct);
        var other = await Talk(company, Caller.OtherVisitor, "Do you deliver bicycles to Norway on Sundays?", ct);
        company.Objects["gap"] = await Appears(company, "/api/v1/knowledge-base/gaps", "gaps", ct);
        await Settle(company, other, ct);
        company.Objects["faq_draft"] = await Appears(company, "/api/v1/knowledge-base/faq-drafts", "data", ct);
    }

    /// <summary>A person answers and resolves.</summary>
    private async Task Settle(Company company, string conversation, CancellationToken ct)
    {
        await Accepted(company, $"/api/v1/conversations/{conversation}/takeover", new { }, ct);
        await Accepted(company, $"/api/v1/conversations/{conversation}/messages", new { content = $"Yes, we deliver bicycles to Norway on Sundays, says {company.Word}.", client_message_id = Guid.CreateVersion7() }, ct);
        await Accepted(company, $"/api/v1/conversations/{conversation}/resolve", new { }, ct);
    }

    /// <summary>The first of a list that fills by itself.</summary>
    private async Task<string> Appears(Company company, string path, string list, CancellationToken ct)
    {
        for (var looks = 0; looks < 40; looks++)
        {
            var answer = await door.Call("GET", $"{path}?chatbot_id={company.Objects["chatbot"]}", null, company.Tokens[Caller.Owner], ct);
            if (answer.Read(list) is { } json && JsonDocument.Parse(json).RootElement is { ValueKind: JsonValueKind.Array } all && all.GetArrayLength() > 0)
            {
                return all[0].GetProperty("id").GetString()!;
            }

            await Task.Delay(500, ct);
        }

        throw new InvalidOperationException($"Nothing appeared at {path}.");
    }

    private async Task Keys(Company company, CancellationToken ct)
    {
        var all = new[] { "conversation.view", "conversation.reply", "chatbot.view", "chatbot.create", "chatbot.edit", "knowledge.view", "knowledge.edit", "analytics.view", "team.view", "audit.view" };
        var (full, key) = await Key(company, all, ct);
        (company.Objects["api_key"], company.Tokens[Caller.StrangersKey]) = (full, key);
        (_, company.Tokens[Caller.EmptyKey]) = await Key(company, ["analytics.view"], ct);
    }

    private async Task<(string Id, string Key)> Key(Company company, string[] scopes, CancellationToken ct)
    {
        var answer = await Accepted(company, "/api/v1/api-keys", new { name = $"Key {company.Word}", scopes }, ct);
        return (answer.Read("api_key", "id")!, answer.Read("key")!);
    }

    /// <summary>The first message opens a conversation; the other visitor's is another one.</summary>
    private async Task<string> Talk(Company company, Caller visitor, string content, CancellationToken ct)
    {
        var said = await door.Call("POST", "/api/public/chat/message", Samples.Json(new
        {
            app_key = company.Objects["public_key"],
            fingerprint = Guid.NewGuid().ToString(),
            client_message_id = Guid.CreateVersion7(),
            content,
        }), null, ct);
        company.Tokens[visitor] = said.Read("visitor_token") ?? throw new InvalidOperationException($"A visitor could not write: {said.Status} {said.Body}");
        if (visitor == Caller.Visitor)
        {
            (company.Objects["conversation"], company.Objects["visitor_session"]) = (said.Read("conversation_id")!, said.Read("session_id")!);
            company.Objects["message"] = said.Read("message", "id")!;
        }

        return said.Read("conversation_id")!;
    }

    private async Task<string> Upload(Company company, CancellationToken ct)
    {
        var answer = await door.Call("POST", "/api/v1/knowledge-base/documents", Samples.Form(company), company.Tokens[Caller.Owner], ct);
        return answer.Read("id") ?? throw new InvalidOperationException($"The owner could not upload a document: {answer.Status} {answer.Body}");
    }

    private async Task<string> Make(Company company, string path, object body, string read, CancellationToken ct) => (await Accepted(company, path, body, ct)).Read(read)!;

    private async Task<Answer> Accepted(Company company, string path, object body, CancellationToken ct)
    {
        var answer = await door.Call("POST", path, Samples.Json(body), company.Tokens[Caller.Owner], ct);
        return answer.Status is >= 200 and < 300 ? answer : throw new InvalidOperationException($"The owner could not make something with POST {path}: {answer.Status} {answer.Body}");
    }
}
