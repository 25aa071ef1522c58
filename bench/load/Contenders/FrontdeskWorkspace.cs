using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Frontdesk.Load.Contenders;

public sealed record FrontdeskVisitor(string Fingerprint, Guid ConversationId, Guid SessionId, string Token);

/// <summary>
/// A company made over the public API: an owner, a chatbot whose AI is off, and visitors whose conversations the owner has
/// taken over, so that their messages start no answers.
/// </summary>
public sealed class FrontdeskWorkspace
{
    public const string Email = "owner@bench.test", Password = "Bench-Password-1!";

    private FrontdeskWorkspace(string appKey, FrontdeskVisitor[] visitors) => (AppKey, Visitors) = (appKey, visitors);

    public string AppKey { get; }
    public IReadOnlyList<FrontdeskVisitor> Visitors { get; }

    /// <param name="answers">Whether the AI answers; the visitors' own conversations are taken over either way.</param>
    public static async Task<FrontdeskWorkspace> Found(Uri server, int visitors, int atOnce, CancellationToken ct, bool answers = false)
    {
        using var http = new HttpClient { BaseAddress = server };
        var owner = await Post(http, "/api/v1/auth/register", new { email = Email, password = Password, company_name = "Bench" }, ct);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", owner.GetProperty("access_token").GetString());
        var chatbot = await Post(http, "/api/v1/chatbots", new { name = "Bench", ai_settings = new { enabled = answers } }, ct);
        var appKey = chatbot.GetProperty("public_key").GetString()!;

        var arrived = await Arrivals(server, appKey, visitors, atOnce, ct);
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = ct };
        await Parallel.ForAsync(0, visitors, options, async (i, stop) => await Post(http, $"/api/v1/conversations/{arrived[i].ConversationId}/takeover", new { }, stop));
        return new FrontdeskWorkspace(appKey, arrived);
    }

    private static async Task<FrontdeskVisitor[]> Arrivals(Uri server, string appKey, int count, int atOnce, CancellationToken ct)
    {
        var arrived = new FrontdeskVisitor[count];
        using var http = new HttpClient { BaseAddress = server }; // a visitor does not have the owner's token
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = ct };
        await Parallel.ForAsync(0, count, options, async (i, stop) => arrived[i] = await Arrive(http, appKey, $"bench-visitor-{i}", stop));
        return arrived;
    }

    /// <summary>The owner's access token, good for a quarter of an hour.</summary>
    public static async Task<string> SignIn(Uri server, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = server };
        return (await Post(http, "/api/v1/auth/login", new { email = Email, password = Password }, ct)).GetProperty("access_token").GetString()!;
    }

    private static async Task<FrontdeskVisitor> Arrive(HttpClient http, string appKey, string fingerprint, CancellationToken ct)
    {
        var sent = await Post(http, "/api/public/chat/message", new { app_key = appKey, fingerprint, client_message_id = Guid.CreateVersion7(), content = "Hello" }, ct);
        return new FrontdeskVisitor(fingerprint, sent.GetProperty("conversation_id").GetGuid(), sent.GetProperty("session_id").GetGuid(), sent.GetProperty("visitor_token").GetString()!);
    }

    private static async Task<JsonElement> Post(HttpClient http, string path, object body, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(path, body, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: {text}");
    }
}
