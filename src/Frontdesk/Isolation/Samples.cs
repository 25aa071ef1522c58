using System.Net.Http.Json;

namespace Frontdesk.Isolation;

/// <summary>Bodies and forms that would be taken if the caller might send them, so that a refusal is about the caller.</summary>
public static class Samples
{
    private const string Password = "Correct-Horse-7";

    /// <summary>By field name; what is not here is made from the field's type.</summary>
    private static readonly Dictionary<string, Func<object?>> ByName = new()
    {
        ["name"] = () => "Somebody New",
        ["content"] = () => "Hello there",
        ["query"] = () => "returns",
        ["question"] = () => "What is tried here?",
        ["answer"] = () => "Whether walls stand.",
        ["title"] = () => "A title",
        ["language"] = () => "en",
        ["ids"] = () => new[] { Guid.CreateVersion7() },
        ["email"] = () => $"{Guid.NewGuid():N}@audit.invalid",
        ["password"] = () => Password,
        ["current_password"] = () => Password,
        ["role"] = () => "viewer",
        ["client_message_id"] = () => Guid.CreateVersion7(),
        ["fingerprint"] = () => Guid.NewGuid().ToString(),
        ["scopes"] = () => new[] { "chatbot.view" },
        ["issuer"] = () => "https://login.audit.invalid",
        ["client_id"] = () => "audit",
        ["client_secret"] = () => "audit-secret",
        ["email_domains"] = () => new[] { "audit.invalid" },
        ["company_name"] = () => "Audit",
        ["website_url"] = () => "https://audit.invalid",
        ["url"] = () => $"https://{Guid.NewGuid():N}.audit.invalid",
        ["score"] = () => 5,
        ["seq"] = () => 1,
        ["status"] = () => null,
        ["personality"] = () => "friendly",
        ["provider"] = () => "none",
        ["priority"] = () => "high",
        ["require_second_factor"] = () => false,
        ["session_hours"] = () => null,
        ["ip_ranges"] = () => Array.Empty<string>(),
        ["sign_in_methods"] = () => Array.Empty<string>(),
        ["action"] = () => "activate",
        ["synonyms"] = () => new[] { new[] { "sofa", "couch" } },
        ["until_asked"] = () => 5,
        ["reason"] = () => "A reason that is long enough",
    };

    /// <param name="of">Whose objects the body names.</param>
    public static Dictionary<string, object?> Body(Operation operation, Company of) =>
        operation.Fields.ToDictionary(field => field.Key, field => Value(field.Key, field.Value, of)).Where(f => f.Value is not null).ToDictionary();

    public static HttpContent Json(object body) => JsonContent.Create(body, options: Platform.Text.Json.Options);

    /// <summary>A form with every field that any page asks for, and a file; a page reads its own.</summary>
    public static HttpContent Form(Company of)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, make) in ByName)
        {
            form.Add(new StringContent(make()?.ToString() ?? ""), name);
        }

        form.Add(new StringContent(of.Objects["chatbot"]), "chatbot_id");
        form.Add(new StringContent(of.Objects["workspace"]), "workspace_id");
        form.Add(new StringContent("question,answer\nWhat is tried?,Whether walls stand.\n"), "file", "audit.csv");
        return form;
    }

    private static object? Value(string name, string type, Company of) =>
        Objects.NamedBy(name) is { } named && of.Objects.TryGetValue(named, out var id) ? id
        : name == "app_key" ? of.Objects.GetValueOrDefault("public_key")
        : ByName.TryGetValue(name, out var make) ? make()
        : type switch
        {
            "uuid" => Guid.CreateVersion7(),
            "string" => "text",
            "integer" or "number" => 1,
            "boolean" => true,
            _ => null,
        };
}
