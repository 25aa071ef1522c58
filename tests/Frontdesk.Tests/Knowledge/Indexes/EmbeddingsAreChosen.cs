using System.Net.Http.Json;
using Frontdesk.Platform.Text;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Indexes;

/// <summary>The leaf of a chatbot's settings about search, over the API and as a page.</summary>
public sealed class EmbeddingsAreChosen(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Key = "sk-emb-very-secret-77hunter2";

    [Fact]
    public async Task A_trial_says_what_came_and_saves_nothing()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        var shop = await app.Shop();

        var trial = (await shop.Sarah.Post(Address(shop) + "/test", Choice(provider))).Ok();

        trial["dimensions"].GetInt32().ShouldBe(64);
        provider.Requests[0].Headers["Authorization"].ShouldBe("Bearer " + Key);
        (await shop.Sarah.Get(Address(shop))).Ok()["provider"].GetString().ShouldBe("none");
    }

    [Theory]
    [InlineData(401, "refused the key")]
    [InlineData(404, "does not know this model")]
    [InlineData(429, "too many requests")]
    [InlineData(500, "not available")]
    public async Task A_trial_that_fails_says_why_in_plain_words(int status, string why)
    {
        await using var provider = await ScriptedEmbeddings.Start();
        provider.Fails(status, says: $"Wrong: {Key}");
        var shop = await app.Shop();

        var refused = (await shop.Sarah.Post(Address(shop) + "/test", Choice(provider))).Refused(422, "provider_failed");

        refused.Detail!.ShouldContain(why);
        refused.Text.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("http://10.0.0.1/v1"), InlineData("http://169.254.169.254/latest"), InlineData("http://[::1]:8080/v1")]
    public async Task A_private_address_is_not_tried(string address)
    {
        var shop = await app.Shop();
        (await shop.Sarah.Post(Address(shop) + "/test", new { provider = "openai", base_url = address, model = "m" })).Refused(422, "provider_failed").Detail!.ShouldContain("private network");
    }

    [Theory]
    [InlineData("""{"provider":"openai"}""", 422)]
    [InlineData("""{"provider":"other","model":"m"}""", 422)]
    [InlineData("""{}""", 422)]
    [InlineData("""{"provider":"openai","model":"m","base_url":"ftp://x"}""", 422)]
    [InlineData("""{"provider":"openai","model":"m","base_url":"nonsense"}""", 422)]
    [InlineData("""{"provider":"openai","model":"m","dimensions":0}""", 422)]
    [InlineData("""{"provider":"openai","model":"m","dimensions":5000}""", 422)]
    [InlineData("""{"provider":"openai","model":"m","dimensions":"many"}""", 400)]
    [InlineData("""{"provider":7}""", 400)]
    [InlineData("""[]""", 400)]
    [InlineData("", 400)]
    public async Task What_cannot_be_chosen_is_refused(string body, int status)
    {
        var shop = await app.Shop();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        (await shop.Sarah.Node.Send(HttpMethod.Put, Address(shop), content, shop.Sarah.AccessToken)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task The_key_is_kept_for_its_address_and_goes_to_no_other()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        await using var thief = await ScriptedEmbeddings.Start();
        var shop = await app.Shop();
        await shop.Knows("Do you sell rope?", "Yes.");
        await Chooses(shop, Choice(provider));

        // Another model at the same address needs no new key.
        (await shop.Sarah.Post(Address(shop) + "/test", new { provider = "openai", base_url = provider.BaseUrl, model = "another" })).Ok();
        provider.Requests[^1].Headers["Authorization"].ShouldBe("Bearer " + Key);

        (await shop.Sarah.Post(Address(shop) + "/test", new { provider = "openai", base_url = thief.BaseUrl, model = "embed-small" })).Ok();
        await Chooses(shop, new { provider = "openai", base_url = thief.BaseUrl, model = "embed-small" });
        await Eventually.True(() => thief.Requests.Count >= 2, "the other address to be asked");

        thief.Requests.ShouldAllBe(r => !r.Headers.ContainsKey("Authorization"));
        (await shop.Sarah.Get(Address(shop))).Ok()["api_key_set"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task The_key_is_in_no_answer_and_not_in_the_database()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        var shop = await app.Shop();
        await Chooses(shop, Choice(provider));
        using var browser = new Browser(app.Node);
        await browser.SignsIn(shop.Sarah.Email, Agent.Password);

        string[] seen =
        [
            (await shop.Sarah.Get(Address(shop))).Ok().Text,
            (await browser.Opens($"/chatbots/{shop.ChatbotId}/search")).Ok().Text,
            (await shop.Sarah.Get("/api/v1/audit-log")).Ok().Text,
            await app.Value<string>("select m::text from embedding_models m where chatbot_id = $1", shop.ChatbotId),
            await app.Value<string>("select coalesce(string_agg(payload::text, ''), ' ') from jobs"),
        ];

        seen.ShouldAllBe(text => text.Length > 0 && !text.Contains(Key));
        seen[0].ShouldContain(Key[^4..]);
        seen[2].ShouldContain("chatbot.embeddings_changed");
    }

    [Fact]
    public async Task Only_who_may_change_a_chatbot_chooses()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        var (shop, other) = (await app.Shop(), await app.Shop("Elsewhere"));
        var vera = await shop.Viewer("Vera");

        (await vera.Get(Address(shop))).Status.ShouldBe(200);
        (await vera.Post(Address(shop) + "/test", Choice(provider))).Status.ShouldBe(403);
        (await Put(vera, shop, Choice(provider))).Status.ShouldBe(403);
        (await other.Sarah.Get(Address(shop))).Status.ShouldBe(404);
        (await other.Sarah.Post(Address(shop) + "/test", Choice(provider))).Status.ShouldBe(404);
        (await Put(other.Sarah, shop, Choice(provider))).Status.ShouldBe(404);
        provider.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_tries_saves_and_tells_how_far_it_is()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        var shop = await app.Shop();
        await shop.Knows("Do you sell rope?", "Yes.");
        using var browser = new Browser(app.Node);
        await browser.SignsIn(shop.Sarah.Email, Agent.Password);
        var page = $"/chatbots/{shop.ChatbotId}/search";
        (string, string)[] fields = [("provider", "openai"), ("base_url", provider.BaseUrl), ("model", "embed-small"), ("dimensions", "24"), ("api_key", Key)];

        await browser.Opens(page);
        Browser.Words(await browser.Sends(page + "/test", fields)).ShouldContain("The connection works");
        provider.Fails(401);
        var refused = await browser.Sends(page + "/test", fields);
        Browser.Words(refused).ShouldContain("refused the key");
        refused.Text.ShouldNotContain("hunter2");
        (await browser.Sends(page, ("provider", "openai"), ("model", ""), ("dimensions", "x"))).Status.ShouldBe(422);
        provider.Works();
        await browser.Opens(page);
        (await browser.Sends(page, fields)).Status.ShouldBe(200);

        await Eventually.True(async () => Browser.Words(await browser.Opens(page)).Contains("Searched by words and meaning"), "the page to say that it is complete");
        Browser.Words(await browser.Opens(page)).ShouldContain("1 of 1 sources, 2 embeddings of 24 dimensions");
        (await browser.Opens($"{page}/state")).Text.ShouldContain("embedding_state");
    }

    [Fact]
    public async Task Trying_leaves_the_form_as_it_is_and_the_key_in_it()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        var shop = await app.Shop();
        using var browser = new Browser(app.Node);
        await browser.SignsIn(shop.Sarah.Email, Agent.Password);
        using var form = new FormUrlEncodedContent([new("provider", "openai"), new("base_url", provider.BaseUrl), new("model", "embed-small"), new("api_key", Key)]);
        var stream = await app.Node.Post($"/chatbots/{shop.ChatbotId}/search/test", form, null,
            ("Cookie", string.Join("; ", browser.Cookies.Select(c => $"{c.Name}={c.Value}"))), ("Accept", "text/vnd.turbo-stream.html"), ("Sec-Fetch-Site", "same-origin"));

        stream.Status.ShouldBe(200);
        stream.Text.ShouldContain("target=\"embedding_trial\"");
        stream.Text.ShouldContain("The connection works");
        stream.Text.ShouldNotContain("<form");
    }

    private static object Choice(ScriptedEmbeddings provider) => new { provider = "openai", base_url = provider.BaseUrl, model = "embed-small", api_key = Key };

    private static async Task Chooses(Shop shop, object choice) => (await Put(shop.Sarah, shop, choice)).Ok();

    private static Task<Reply> Put(Agent agent, Shop shop, object choice) =>
        agent.Node.Send(HttpMethod.Put, Address(shop), JsonContent.Create(choice, choice.GetType(), options: Json.Options), agent.AccessToken);

    private static string Address(Shop shop) => $"/api/v1/chatbots/{shop.ChatbotId}/embeddings";
}
