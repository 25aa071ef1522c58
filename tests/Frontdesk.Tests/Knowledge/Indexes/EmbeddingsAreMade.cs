using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Indexes;

/// <summary>A chatbot whose owner has chosen an embedding model, and what becomes of its texts.</summary>
public sealed class EmbeddingsAreMade(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Key = "sk-emb-very-secret-77hunter2";

    [Fact]
    public async Task What_is_said_in_other_words_is_found_by_its_meaning_and_only_then()
    {
        await using var provider = (await ScriptedEmbeddings.Start()).Mean("sneakers", "plimsolls");
        var shop = await ShopThatSells();
        var faq = await Faq(shop, "Which sneakers stand rain?", "Those with a membrane.");
        await shop.Finds("Which sneakers stand rain?", faq);
        (await First(shop, "plimsolls please")).ShouldBeNull("no word is shared");

        await Chooses(shop, provider);

        (await Complete(shop))["sources_embedded"].GetInt32().ShouldBe(12);
        await Eventually.True(async () => await First(shop, "plimsolls please") == faq, "the meaning to be found");
        var ann = shop.Visitor("Ann");
        await ann.Says("Which plimsolls stand rain?");
        (await ann.Hears(Frontdesk.Conversations.SenderType.Bot)).Content.ShouldContain("membrane");
    }

    [Fact]
    public async Task A_new_text_is_embedded_by_itself_and_an_unchanged_one_never_again()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        var shop = await ShopThatSells();
        await Chooses(shop, provider);
        await Complete(shop);
        var before = provider.Texts;
        before.ShouldBeUnique();

        var source = await shop.Documents("Repairs", "We repair boots in our workshop by the harbour.");
        await Complete(shop);
        var faq = await Faq(shop, "Do you lend tents?", "Yes, by the day.");
        await Complete(shop);

        provider.Texts.Skip(before.Count).Where(text => text.Length > 0).ShouldBe(
            ["Repairs\n\nWe repair boots in our workshop by the harbour.", "Do you lend tents?", "Yes, by the day."], ignoreOrder: true);
        (await shop.Sarah.Patch($"/api/v1/knowledge-base/faqs/{faq}", new { answer = "Yes, by the week." })).Ok();
        await Eventually.True(() => provider.Texts[^1] == "Yes, by the week.", "the new answer to be embedded, and only that");
        (await app.Value<int>("select embeddings_generated from sources where id = $1", source)).ShouldBe(1);
        await Eventually.True(async () => await app.Value<long>("select count(*) from passage_vectors where source_id = $1", faq) == 2, "the old answer's vector to be forgotten");
    }

    [Fact]
    public async Task Texts_go_to_the_provider_by_the_hundred()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        var shop = await app.Shop();
        await Import(shop, 130);
        await Chooses(shop, provider);

        (await Complete(shop))["embeddings_generated"].GetInt64().ShouldBe(260, "a question and an answer each");

        provider.BatchSizes.ShouldAllBe(size => size <= 100);
        provider.Requests.Count.ShouldBeLessThan(6);
        provider.Requests.ShouldAllBe(r => r.Headers["Authorization"] == "Bearer " + Key);
    }

    [Fact]
    public async Task What_has_come_before_a_provider_fails_is_kept_and_the_rest_follows()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        var shop = await app.Shop();
        await Import(shop, 130);
        provider.FailsAfter(2);
        await Chooses(shop, provider);

        var failing = await Eventually.Find(async () => await State(shop) is var state && state["status"].GetString() == "failing" ? state : null, "the failure to be told");
        failing["last_error"].GetString()!.ShouldContain("not available");
        var kept = failing["embeddings_generated"].GetInt64();
        kept.ShouldBeGreaterThan(0);
        (await First(shop, "Question number 5 about ropes?")).ShouldNotBeNull("words are searched meanwhile");
        (await app.Value<long>("select count(*) from jobs where key = $1 and dead_at is null and run_at > now()", $"embed:{shop.ChatbotId}")).ShouldBe(1, "it is tried again by itself");

        provider.Works();
        var asked = provider.Texts.Count;
        await Chooses(shop, provider); // the owner says: now

        (await Complete(shop))["embeddings_generated"].GetInt64().ShouldBe(260);
        provider.Texts.Skip(asked).Count(text => text != Trial).ShouldBe(260 - (int)kept, "nothing is asked for twice");
    }

    [Fact]
    public async Task Another_model_takes_over_once_it_has_been_through_everything()
    {
        await using var provider = (await ScriptedEmbeddings.Start()).Mean("sneakers", "plimsolls");
        var shop = await ShopThatSells();
        var faq = await Faq(shop, "Which sneakers stand rain?", "Those with a membrane.");
        await Chooses(shop, provider);
        await Complete(shop);
        await Eventually.True(async () => await First(shop, "plimsolls please") == faq, "the first model to answer");

        await using var other = (await ScriptedEmbeddings.Start()).Mean("sneakers", "plimsolls");
        other.Dimensions = 96;
        other.Fails(503);
        await Chooses(shop, other, model: "bigger");
        await Eventually.True(async () => (await State(shop))["status"].GetString() == "failing", "the second model to fail");
        (await State(shop))["still_answering"].GetString().ShouldBe("embed-small");
        (await First(shop, "the plimsolls")).ShouldBe(faq, "the first one's vectors answer");

        other.Works();
        await Chooses(shop, other, model: "bigger");

        (await Complete(shop))["vector_dimensions"].GetInt32().ShouldBe(96);
        await Eventually.True(async () => await First(shop, "any plimsolls") == faq, "the second model to answer");
        other.Texts.ShouldContain("any plimsolls");
        (await app.Value<long>("select count(*) from embedding_models where chatbot_id = $1", shop.ChatbotId)).ShouldBe(1);
        (await app.Value<long>("select count(distinct octet_length(vector)) from passage_vectors v join sources s on s.id = v.source_id where chatbot_id = $1", shop.ChatbotId)).ShouldBe(1);
    }

    [Fact]
    public async Task Choosing_none_forgets_the_vectors_and_asks_nobody_any_more()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        var shop = await ShopThatSells();
        await Chooses(shop, provider);
        await Complete(shop);

        (await shop.Sarah.Node.Send(HttpMethod.Put, Address(shop), Body(new { provider = "none" }), shop.Sarah.AccessToken)).Ok();

        (await State(shop))["status"].GetString().ShouldBe("none");
        (await app.Value<long>("select count(*) from passage_vectors v join sources s on s.id = v.source_id where chatbot_id = $1", shop.ChatbotId)).ShouldBe(0);
        var asked = provider.Requests.Count;
        await Faq(shop, "Do you lend tents?", "Yes, by the day.");
        await Eventually.True(async () => await First(shop, "Do you lend tents?") is not null, "the FAQ to be found");
        provider.Requests.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task A_question_waits_less_than_a_second_for_its_meaning_and_then_does_without()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        var shop = await ShopThatSells();
        await Chooses(shop, provider);
        await Complete(shop);
        await Eventually.True(async () => await First(shop, "Do you sell rope?") is not null, "the shop to know something");
        provider.NeverAnswers();

        var watch = System.Diagnostics.Stopwatch.StartNew();
        (await First(shop, "Do you sell lamps today?")).ShouldNotBeNull("found by words");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), "it would wait for ever");

        var asked = provider.Requests.Count;
        (await First(shop, "Do you sell gloves today?")).ShouldNotBeNull();
        provider.Requests.Count.ShouldBe(asked, "a provider that has just failed is left alone");
    }

    [Fact]
    public async Task A_question_asked_twice_is_embedded_once()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        var shop = await ShopThatSells();
        await Chooses(shop, provider);
        await Complete(shop);
        await Eventually.True(async () =>
        {
            await First(shop, "Where is your shop?");
            return provider.Texts.Contains("Where is your shop?");
        }, "the question to be embedded");

        await First(shop, "Where is your shop?");

        provider.Texts.Count(text => text == "Where is your shop?").ShouldBe(1);
    }

    [Fact]
    public async Task A_model_that_takes_only_short_texts_gets_their_beginnings()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        provider.LongestText = 1500;
        var shop = await app.Shop();
        await shop.Documents("Long", string.Join(' ', Enumerable.Range(0, 500).Select(n => $"word{n}")));
        await Chooses(shop, provider);

        (await Complete(shop))["embeddings_generated"].GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_source_that_goes_takes_its_vectors_along()
    {
        await using var provider = await ScriptedEmbeddings.Start();
        var shop = await ShopThatSells();
        var faq = await Faq(shop, "Which sneakers stand rain?", "Those with a membrane.");
        await Chooses(shop, provider);
        await Complete(shop);

        (await shop.Sarah.Delete($"/api/v1/knowledge-base/faqs/{faq}")).Ok();

        (await app.Value<long>("select count(*) from passage_vectors where source_id = $1", faq)).ShouldBe(0);
        await Eventually.True(async () => await First(shop, "Which sneakers stand rain?") != faq, "it to be found no more");
    }

    private const string Trial = "What are your opening hours?";

    private static async Task<Shop> Prepared(Shop shop)
    {
        foreach (var thing in new[] { "rope", "lamps", "gloves", "tents", "maps", "stoves", "knives", "bottles", "helmets", "sledges", "skis" })
        {
            await Faq(shop, $"Do you sell {thing}?", $"Our {thing} are on the second floor.");
        }

        return shop;
    }

    private async Task<Shop> ShopThatSells() => await Prepared(await app.Shop());

    private static async Task<Guid> Faq(Shop shop, string question, string answer) =>
        (await shop.Sarah.Post("/api/v1/knowledge-base/faqs", new { chatbot_id = shop.ChatbotId, question, answer })).Ok()["id"].GetGuid();

    private static async Task Import(Shop shop, int faqs)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes("question,answer\n" + string.Concat(Enumerable.Range(0, faqs).Select(n => $"Question number {n} about ropes?,Answer number {n}\n")))), "file", "faqs.csv" },
            { new StringContent($"{shop.ChatbotId}"), "chatbot_id" },
        };
        (await shop.Sarah.Post("/api/v1/knowledge-base/faqs/import", form)).Ok();
    }

    private static async Task Chooses(Shop shop, ScriptedEmbeddings provider, string model = "embed-small") => (await shop.Sarah.Node.Send(HttpMethod.Put, Address(shop),
        Body(new { provider = "openai", base_url = provider.BaseUrl, model, api_key = Key }), shop.Sarah.AccessToken)).Ok();

    private static HttpContent Body(object body) => System.Net.Http.Json.JsonContent.Create(body, options: Frontdesk.Platform.Text.Json.Options);

    private static string Address(Shop shop) => $"/api/v1/chatbots/{shop.ChatbotId}/embeddings";

    private static async Task<Reply> State(Shop shop) => (await shop.Sarah.Get(Address(shop))).Ok();

    private static Task<Reply> Complete(Shop shop) =>
        Eventually.Find(async () => await State(shop) is var state && state["status"].GetString() == "complete" ? state : null, "the embeddings to be complete");

    private static async Task<Guid?> First(Shop shop, string query) => (await shop.Tests(query)).Ok()["results"].EnumerateArray().Select(r => (Guid?)r.GetProperty("source_id").GetGuid()).FirstOrDefault();
}
