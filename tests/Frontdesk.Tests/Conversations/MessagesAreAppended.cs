using System.Collections.Concurrent;
using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations;

/// <summary>The one way into a conversation: dense, once, and only for whoever has the word.</summary>
public sealed class MessagesAreAppended(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task Four_writers_on_two_nodes_number_densely_and_store_nothing_twice()
    {
        var shop = await app.Shop();
        var second = await app.SecondNode();
        var conversations = await Task.WhenAll(Enumerable.Range(0, 3).Select(async n =>
        {
            var visitor = shop.Visitor($"Visitor {n}");
            await visitor.Says("Hello");
            await shop.Sarah.TakesOver(visitor.ConversationId); // so that no bot speaks in between
            return visitor.ConversationId;
        }));
        var ids = Enumerable.Range(0, 90).Select(n => (Conversation: conversations[n % 3], Id: Guid.CreateVersion7())).ToArray();
        var told = new ConcurrentBag<(Guid Client, Guid Id, long Seq)>();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            var log = (writer % 2 == 0 ? app.Node : second).Services.GetRequiredService<MessageLog>();
            var own = ids.Where((_, n) => n % 2 == writer / 2 || n % 3 == 0); // every third goes out from everybody
            foreach (var (conversation, id) in own)
            {
                var appended = await log.Add(new NewMessage(shop.WorkspaceId, conversation, id, SenderType.Customer, null, "Ann", $"Message {id}"));
                appended.IsStored.ShouldBeTrue();
                told.Add((id, appended.Id, appended.Seq));
            }
        }));

        told.Distinct().Count().ShouldBe(ids.Length, "everybody is told the same of a message");
        foreach (var conversation in conversations)
        {
            await shop.StoredSeqsAreDense(conversation);
        }
    }

    [Fact]
    public async Task A_retry_returns_the_first_message()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        var id = Guid.CreateVersion7();

        var first = await ann.Says("Where is my parcel?", id);
        var again = await ann.Says("Where is my parcel?", id);

        again.ShouldBe(first);
        await ann.Connects();
        (await ann.Says("Where is my parcel?", id)).ShouldBe(first);
    }

    [Theory]
    [InlineData(SenderType.Bot)]
    [InlineData(SenderType.Agent)]
    public async Task Whoever_has_lost_the_word_is_not_heard(SenderType sender)
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        var seen = await app.Value<long>("select turn from conversations where id = $1", ann.ConversationId);
        await shop.Sarah.TakesOver(ann.ConversationId);

        var late = await app.Services.GetRequiredService<MessageLog>().Add(
            new NewMessage(shop.WorkspaceId, ann.ConversationId, Guid.CreateVersion7(), sender, null, "Late", "Too late", seen));

        late.Outcome.ShouldBe(AppendOutcome.TurnPassed);
        (await ann.Screen()).Messages.ShouldAllBe(m => m.Content != "Too late");
    }

    [Fact]
    public async Task A_message_that_cannot_be_stored_fails_only_its_sender()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await shop.Sarah.TakesOver(ann.ConversationId);
        var log = app.Services.GetRequiredService<MessageLog>();
        NewMessage Message(string content) => new(shop.WorkspaceId, ann.ConversationId, Guid.CreateVersion7(), SenderType.Customer, null, "Ann", content);

        var sent = new[] { "one", "two \0 with what no edge lets through", "three" }.Select(c => log.Add(Message(c))).ToList();

        (await sent[0]).Outcome.ShouldBe(AppendOutcome.Stored);
        await Should.ThrowAsync<Npgsql.PostgresException>(() => sent[1]);
        (await sent[2]).Outcome.ShouldBe(AppendOutcome.Stored);
        (await log.Add(Message("unknown") with { ConversationId = Guid.CreateVersion7() })).Outcome.ShouldBe(AppendOutcome.Missing);
        await shop.StoredSeqsAreDense(ann.ConversationId);
    }

    [Fact]
    public async Task The_row_decides_the_workspace_of_a_message_and_not_its_sender()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");

        var foreign = await app.Services.GetRequiredService<MessageLog>().Add(
            new NewMessage(other.WorkspaceId, ann.ConversationId, Guid.CreateVersion7(), SenderType.Customer, null, "Eve", "From elsewhere"));

        foreign.Outcome.ShouldBe(AppendOutcome.Missing);
    }
}
