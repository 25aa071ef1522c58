using Frontdesk.Knowledge.Indexes;
using Frontdesk.Tests.Harness;
using Frontdesk.Tests.Platform.Signals;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Indexes;

/// <summary>What is searched is what is stored, on every node, whatever goes wrong on the way.</summary>
public sealed class IndexesStayCurrent(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_on_one_node_is_found_on_the_other_and_what_is_gone_is_not()
    {
        var (other, shop) = (await app.SecondNode(), await app.Shop());
        var faq = await shop.Knows("Do you sell rope?", "Yes, by the metre.");
        (await Found(other, shop, "Do you sell rope?")).ShouldContain(faq);

        (await shop.Sarah.Patch($"/api/v1/knowledge-base/faqs/{faq}", new { question = "Do you sell lamps?" })).Ok();

        await Eventually.True(async () => (await Found(other, shop, "lamps")).Contains(faq), "the change to be found on the other node");
        (await Found(other, shop, "rope")).ShouldBeEmpty();
        (await shop.Sarah.Delete($"/api/v1/knowledge-base/faqs/{faq}")).Ok();
        await Eventually.True(async () => (await Found(other, shop, "lamps")).Count == 0, "the FAQ to be gone on the other node");
    }

    [Fact]
    public async Task A_change_leaves_everything_else_in_place()
    {
        var shop = await app.Shop();
        await shop.Documents("Shipping", "We ship parcels within two days.");
        await shop.Knows("Do you sell rope?", "Yes, by the metre.");
        var before = await Current(app.Node, shop);

        await shop.Knows("Do you sell lamps?", "Yes.");

        var after = await Current(app.Node, shop);
        after.Version.ShouldBeGreaterThan(before.Version);
        foreach (var (id, source) in before.Sources)
        {
            after.Sources[id].Passages.ShouldBeSameAs(source.Passages, "what has not changed is not read again");
        }
    }

    [Fact]
    public async Task A_document_that_is_read_again_replaces_its_passages()
    {
        var shop = await app.Shop();
        var source = await shop.Documents("Shipping", "We ship parcels within two days.");
        await shop.Finds("parcels", source);

        await app.Execute("update sources set body = 'We send letters by pigeon.', updated_at = now() where id = $1", source);
        await app.Execute("insert into jobs (workspace_id, kind, key, payload) values ($1, 'ReadSource', $2, $3::jsonb)",
            shop.WorkspaceId, $"read:{source}", $$"""{"workspace_id":"{{shop.WorkspaceId}}","source_id":"{{source}}"}""");

        await shop.Finds("pigeon", source);
        (await Found(app.Node, shop, "parcels")).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_an_index_cannot_be_brought_up_to_date_the_one_before_answers()
    {
        var shop = await app.Shop();
        var rope = await shop.Knows("Do you sell rope?", "Yes, by the metre.");
        await app.Execute("revoke select on sources from frontdesk_app");
        try
        {
            await app.Execute("update chatbots set knowledge_version = knowledge_version + 1 where id = $1", shop.ChatbotId);
            await app.Execute("select pg_notify('frontdesk', $1)", $"knowledge {shop.ChatbotId}");

            // Long enough that it is tried again several times, each time in vain.
            for (var asked = System.Diagnostics.Stopwatch.StartNew(); asked.Elapsed < TimeSpan.FromSeconds(3); await Task.Delay(50, Ct))
            {
                var one = System.Diagnostics.Stopwatch.StartNew();
                (await Found(app.Node, shop, "rope")).ShouldContain(rope);
                one.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
            }
        }
        finally
        {
            await app.Execute("grant select on sources to frontdesk_app");
        }

        var lamps = await shop.Knows("Do you sell lamps?", "Yes.");
        (await Found(app.Node, shop, "lamps")).ShouldContain(lamps, "and once it can be, it is");
    }

    [Fact]
    public async Task An_index_holds_its_own_chatbots_knowledge_and_no_others()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Elsewhere"));
        var second = (await shop.Sarah.Post("/api/v1/chatbots", new { name = "Second bot" })).Ok()["id"].GetGuid();
        await other.Knows("Do you sell rope?", "Another company's rope.");
        (await shop.Sarah.Post("/api/v1/knowledge-base/faqs", new { chatbot_id = second, question = "Do you sell rope?", answer = "The other chatbot's rope." })).Ok();
        var own = await shop.Knows("Where is your shop?", "By the harbour.");

        (await Current(app.Node, shop)).Sources.Keys.ShouldBe([own]);
        (await Found(app.Node, shop, "rope")).ShouldBeEmpty();
        // Asked for with the name of another company, there is nothing in it.
        (await app.Services.GetRequiredService<IndexLoader>().Load(shop.WorkspaceId, other.ChatbotId, null, Ct)).Sources.ShouldBeEmpty();
    }

    [Fact]
    public async Task Many_who_ask_at_once_cause_one_loading()
    {
        var shop = await app.Shop();
        await shop.Knows("Do you sell rope?", "Yes.");
        var node = await app.SecondNode();
        var indexes = node.Services.GetRequiredService<KnowledgeIndexes>();

        var all = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => indexes.Current(shop.WorkspaceId, shop.ChatbotId, Ct)));

        all.Distinct(ReferenceEqualityComparer.Instance).Count().ShouldBe(1);
    }

    private static async Task<List<Guid>> Found(Node node, Shop shop, string query) =>
        [.. (await node.Services.GetRequiredService<KnowledgeIndexes>().Search(shop.WorkspaceId, shop.ChatbotId, query, 5, Ct)).Select(hit => hit.Passage.SourceId)];

    private static Task<KnowledgeIndex> Current(Node node, Shop shop) => node.Services.GetRequiredService<KnowledgeIndexes>().Current(shop.WorkspaceId, shop.ChatbotId, Ct);
}

/// <summary>The same where no signal ever arrives.</summary>
public sealed class IndexesStayCurrentWithoutSignals(DeafApp app) : IClassFixture<DeafApp>
{
    [Fact]
    public async Task A_change_on_one_node_is_found_on_the_other()
    {
        var (other, shop) = (await app.SecondNode(), await app.Shop());
        await shop.Knows("Do you sell rope?", "Yes, by the metre.");
        var indexes = other.Services.GetRequiredService<KnowledgeIndexes>();
        (await indexes.Search(shop.WorkspaceId, shop.ChatbotId, "rope", 1, TestContext.Current.CancellationToken)).Count.ShouldBe(1);

        var lamps = (await shop.Sarah.Post("/api/v1/knowledge-base/faqs", new { chatbot_id = shop.ChatbotId, question = "Do you sell lamps?", answer = "Yes." })).Ok()["id"].GetGuid();

        await Eventually.True(async () => (await indexes.Search(shop.WorkspaceId, shop.ChatbotId, "lamps", 1, TestContext.Current.CancellationToken)) is [var hit] && hit.Passage.SourceId == lamps, "the change to be found");
    }
}

/// <summary>A node with very little memory for indexes.</summary>
public sealed class TightApp(TestPostgres postgres) : FrontdeskApp(postgres)
{
    protected override void Adjust(WebApplicationBuilder builder) => builder.Configuration[IndexMemory.Setting] = "1";
}

public sealed class IndexesFitInMemory(TightApp app) : IClassFixture<TightApp>
{
    private const long Budget = 1024 * 1024;

    [Fact]
    public async Task With_many_chatbots_the_longest_unused_indexes_are_given_up_and_come_back_when_asked_for()
    {
        var ct = TestContext.Current.CancellationToken;
        var shop = await app.Shop();
        var indexes = app.Services.GetRequiredService<KnowledgeIndexes>();
        var bots = new List<Guid>();
        foreach (var n in Enumerable.Range(0, 6))
        {
            var bot = (await shop.Sarah.Post("/api/v1/chatbots", new { name = $"Bot number {n}" })).Ok()["id"].GetGuid();
            bots.Add(bot);
            var source = (await shop.Sarah.Post("/api/v1/knowledge-base/texts", new { chatbot_id = bot, title = $"Book {n}", content = Book(n) })).Ok()["id"].GetGuid();
            await shop.IsRead(source);
            (await indexes.Search(shop.WorkspaceId, bot, $"chapter{n}", 1, ct)).Count.ShouldBe(1);
        }

        (await indexes.Current(shop.WorkspaceId, bots[5], ct)).ApproximateBytes.ShouldBeInRange(Budget / 5, Budget);
        indexes.ApproximateBytes.ShouldBeLessThanOrEqualTo(Budget);
        indexes.Count.ShouldBeInRange(1, 5);

        foreach (var (bot, n) in bots.Select((bot, n) => (bot, n)))
        {
            (await indexes.Search(shop.WorkspaceId, bot, $"chapter{n}", 1, ct)).Count.ShouldBe(1, "it comes back");
            indexes.ApproximateBytes.ShouldBeLessThanOrEqualTo(Budget);
        }
    }

    /// <summary>Some hundred kilobytes of different words.</summary>
    private static string Book(int n)
    {
        var random = new Random(n);
        return $"chapter{n} " + string.Join(' ', Enumerable.Range(0, 6000).Select(_ => $"w{random.Next(4000)}x"));
    }
}
