using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Frontdesk.BrowserTests.Harness;

/// <summary>An afternoon at the demo company: conversations as visitors and agents have them, spoken over the API.</summary>
internal sealed class Tarnholt(string server) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = new Uri(server) };

    public void Dispose() => http.Dispose();

    /// <summary>A member who can act for the office over the API.</summary>
    public async Task<string> SignIn(string email) =>
        (await Send(HttpMethod.Post, "/api/v1/auth/login", null, new { email, password = RunningServer.Password })).GetProperty("access_token").GetString()!;

    /// <summary>Asks one after the other and waits for each answer of the AI.</summary>
    public async Task<Guest> Asks(string page, string title, string language, params string[] questions)
    {
        Guest? guest = null;
        foreach (var question in questions)
        {
            guest = await Says(guest, question, new { page_url = $"https://tarnholt.example/{page}", page_title = title, referrer = "https://www.google.com/", language, timezone = "Europe/Berlin" });
            await Answered(guest);
        }

        return guest!;
    }

    public async Task<Guest> Says(Guest? guest, string content, object? context = null)
    {
        var fingerprint = guest?.Fingerprint ?? Guid.CreateVersion7().ToString();
        var sent = await Send(HttpMethod.Post, "/api/public/chat/message", guest?.Token, new
        {
            app_key = "fd_demo",
            fingerprint,
            session_id = guest?.Session,
            client_message_id = Guid.CreateVersion7(),
            content,
            context,
        });
        return new(fingerprint, sent.GetProperty("session_id").GetString()!, guest?.Token ?? sent.GetProperty("visitor_token").GetString()!, sent.GetProperty("conversation_id").GetString()!);
    }

    /// <param name="action">takeover, resolve, return-to-ai …</param>
    public Task Does(string token, Guest guest, string action) => Send(HttpMethod.Post, $"/api/v1/conversations/{guest.Conversation}/{action}", token, new { });

    public Task Replies(string token, Guest guest, string content) =>
        Send(HttpMethod.Post, $"/api/v1/conversations/{guest.Conversation}/messages", token, new { content, client_message_id = Guid.CreateVersion7() });

    public Task Rates(Guest guest, int score, string comment) =>
        Send(HttpMethod.Post, "/api/public/chat/rating", guest.Token, new { conversation_id = guest.Conversation, score, comment });

    private async Task Answered(Guest guest)
    {
        for (var after = 0; ;)
        {
            var history = await Send(HttpMethod.Get, $"/api/public/chat/history/{guest.Session}?after={after}&wait=10", guest.Token, null);
            var messages = history.GetProperty("messages").EnumerateArray().ToList();
            if (messages.LastOrDefault() is { ValueKind: JsonValueKind.Object } last && last.GetProperty("sender").GetProperty("type").GetString() == "bot") return;
            after = history.GetProperty("seq").GetInt32();
        }
    }

    private async Task<JsonElement> Send(HttpMethod method, string address, string? token, object? body)
    {
        using var request = new HttpRequestMessage(method, address);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = JsonContent.Create(body);
        request.Headers.UserAgent.ParseAdd("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36");
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue($"{address}: {answer}");
        return answer.Length == 0 ? default : JsonDocument.Parse(answer).RootElement;
    }
}

/// <summary>A visitor as the API knows one.</summary>
internal sealed record Guest(string Fingerprint, string Session, string Token, string Conversation);
