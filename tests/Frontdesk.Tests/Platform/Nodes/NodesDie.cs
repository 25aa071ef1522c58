using System.Diagnostics;
using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Nodes;

/// <summary>A node for visitors and members; the work is done elsewhere.</summary>
public sealed class IdleApp(TestPostgres postgres) : FrontdeskApp(postgres)
{
    protected override void Adjust(WebApplicationBuilder builder)
    {
        if (!Works)
        {
            builder.WithoutJobs();
        }
    }

    public bool Works { get; set; }
}

/// <summary>A server that is killed in the middle of an answer.</summary>
public sealed class NodesDie(IdleApp app) : IClassFixture<IdleApp>
{
    private static readonly TimeSpan FewSeconds = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task What_a_killed_node_was_answering_another_one_answers_long_before_the_lease_is_over()
    {
        await using var provider = await ScriptedOpenAi.Start();
        provider.StallsAfter(3);
        provider.Answers("Here is the answer.");
        await using var doomed = await ServerProcess.Start(app.ConnectionString, app.DataFolder);
        var shop = await app.Shop();
        await shop.Changes(new { ai_settings = new { provider = "openai", base_url = provider.BaseUrl, model = "gpt-4o-mini", api_key = "sk-test" } });
        var ann = shop.Visitor("Ann");
        await ann.Says("Is anybody there?");
        await Eventually.True(() => provider.PiecesSent == 3, "the first node to ask the model");
        app.Works = true;
        await app.SecondNode();

        await doomed.Dies();
        var waited = Stopwatch.StartNew();

        (await ann.Hears(SenderType.Bot)).Content.ShouldBe("Here is the answer.");
        waited.Elapsed.ShouldBeLessThan(FewSeconds);
        (await app.Value<long>("select count(*) from messages where conversation_id = $1 and sender_type = 'bot'", ann.ConversationId)).ShouldBe(1);
    }
}
