using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Answers;

/// <summary>A model that no longer has the word is not asked for the rest: nobody would read it, and somebody would pay.</summary>
public sealed class ModelsAreCutOff(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    public enum Ending
    {
        AnotherNodeTakesOver,
        TheCustomerEndsIt,
        SomebodyResolvesIt,
        SomebodyArchivesIt,
        TheConversationIsDeleted,
        TheWorkspaceIsSuspended,
    }

    [Theory]
    [InlineData(Ending.AnotherNodeTakesOver)]
    [InlineData(Ending.TheCustomerEndsIt)]
    [InlineData(Ending.SomebodyResolvesIt)]
    [InlineData(Ending.SomebodyArchivesIt)]
    [InlineData(Ending.TheConversationIsDeleted)]
    [InlineData(Ending.TheWorkspaceIsSuspended)]
    public async Task The_request_ends_when_the_word_passes(Ending ending)
    {
        await using var provider = await ScriptedOpenAi.Start();
        var (shop, ann) = await Listening(provider);

        await Make(ending, shop, ann);

        await JobIsOver(ann);
        await provider.FallsSilent();
        (await app.Value<long>("select count(*) from messages where conversation_id = $1 and sender_type = 'bot'", ann.ConversationId)).ShouldBe(0);
    }

    [Fact]
    public async Task What_the_customer_has_read_is_withdrawn_and_comes_no_more()
    {
        await using var provider = await ScriptedOpenAi.Start();
        var (shop, ann) = await Listening(provider);

        await shop.Sarah.TakesOver(ann.ConversationId);

        await ann.Line!.Receives("message:streaming", f => f.GetProperty("cancelled").GetBoolean());
        await JobIsOver(ann);
        await ann.Line.Settles();
        ann.Line.All.Last(f => f.Event == "message:streaming").Data.GetProperty("cancelled").GetBoolean().ShouldBeTrue("nothing follows it");
    }

    [Fact]
    public async Task A_customer_who_writes_on_does_not_end_it()
    {
        await using var provider = await ScriptedOpenAi.Start();
        provider.Answers("One two three four five six seven eight nine ten", TimeSpan.FromMilliseconds(150));
        var shop = await With(provider);
        var ann = shop.Visitor("Ann");
        await ann.Says("Count, please");
        await ann.Connects();
        await ann.Line!.Receives("message:streaming");

        await ann.Says("Slowly");

        (await ann.Hears(SenderType.Bot)).Content.ShouldEndWith("ten");
    }

    private async Task Make(Ending ending, Shop shop, Visitor ann)
    {
        switch (ending)
        {
            case Ending.AnotherNodeTakesOver:
                shop.Sarah.Node = await app.SecondNode(builder => builder.WithoutJobs());
                await shop.Sarah.TakesOver(ann.ConversationId);
                break;
            case Ending.TheCustomerEndsIt:
                (await ann.Does("end", new { conversation_id = ann.ConversationId })).Ok();
                break;
            case Ending.SomebodyResolvesIt:
                await shop.Sarah.Resolves(ann.ConversationId);
                break;
            case Ending.SomebodyArchivesIt:
                (await shop.Sarah.Post($"/api/v1/conversations/{ann.ConversationId}/archive")).Ok();
                break;
            case Ending.TheConversationIsDeleted:
                await app.Execute("delete from conversations where id = $1", ann.ConversationId);
                break;
            default:
                await app.Execute("update workspaces set status = 'suspended' where id = $1", shop.WorkspaceId);
                break;
        }
    }

    /// <summary>The model is in the middle of two minutes of words.</summary>
    private async Task<(Shop Shop, Visitor Ann)> Listening(ScriptedOpenAi provider)
    {
        provider.Answers(string.Concat(Enumerable.Repeat("and another word ", 1000)), TimeSpan.FromMilliseconds(40));
        var shop = await With(provider);
        var ann = shop.Visitor("Ann");
        await ann.Says("Tell me a long story");
        await ann.Connects();
        await ann.Line!.Receives("message:streaming");
        return (shop, ann);
    }

    private async Task<Shop> With(ScriptedOpenAi provider)
    {
        var shop = await app.Shop();
        await shop.Changes(new { ai_settings = new { provider = "openai", base_url = provider.BaseUrl, model = "gpt-4o-mini", api_key = "sk-test" } });
        return shop;
    }

    private Task JobIsOver(Visitor visitor) =>
        Eventually.True(async () => await app.Value<long>("select count(*) from jobs where key = $1", $"answer:{visitor.ConversationId}") == 0, "the answer to be over");
}
