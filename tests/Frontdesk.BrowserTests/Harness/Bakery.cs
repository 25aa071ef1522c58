using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Frontdesk.BrowserTests.Harness;

/// <summary>A workspace with one chatbot and one text, made over the API, for journeys that begin after that.</summary>
internal sealed record Bakery(string Email, string ChatbotId, string Snippet)
{
    public static async Task<Bakery> Open(RunningServer server)
    {
        using var http = new HttpClient { BaseAddress = new Uri(server.Origin) };
        var email = $"owner-{Guid.NewGuid():n}@bakery.test";
        await Post(http, "auth/register", new { email, password = RunningServer.Password, company_name = "Bakery" });
        await Post(http, "auth/verify-email", new { token = (await server.LinkOf(email, "")).Split('#')[1], password = RunningServer.Password });
        var account = await Post(http, "auth/login", new { email, password = RunningServer.Password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", account.GetProperty("access_token").GetString());
        var chatbot = await Post(http, "chatbots", new { name = "Bakery chat" });
        var id = chatbot.GetProperty("id").GetString()!;
        await Post(http, "knowledge-base/faqs", new { chatbot_id = id, question = "When are you open?", answer = "From Tuesday to Saturday, 7:00 to 18:00." });
        return new Bakery(email, id, chatbot.GetProperty("embed_code").GetString()!);
    }

    private static async Task<JsonElement> Post(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync($"/api/v1/{path}", body);
        var answer = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(answer);
        return JsonDocument.Parse(answer).RootElement;
    }
}
