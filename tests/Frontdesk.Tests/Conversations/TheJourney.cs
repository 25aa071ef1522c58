using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations;

/// <summary>What the product is for, from the first question to the last word.</summary>
public sealed class TheJourney(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_is_answered_taken_over_returned_resolved_and_rated(bool overSocket)
    {
        var shop = await app.Shop();
        var returns = await shop.Knows("Can I return a jacket?", "You can return unworn jackets within 30 days.");
        var mike = await shop.Agent("Mike");
        var ann = shop.Visitor("Ann");

        await ann.Says("Can I return a jacket?");
        if (overSocket)
        {
            await ann.Connects();
        }

        var answer = await ann.Hears(from: SenderType.Bot);
        answer.Content.ShouldBe("You can return unworn jackets within 30 days.");
        answer.Sources.Single().Id.ShouldBe(returns);
        answer.ConfidenceScore!.Value.ShouldBeGreaterThan(0.7);

        await mike.TakesOver(ann.ConversationId);
        (await ann.Notices(EventKind.AgentJoined)).GetProperty("agent").GetProperty("name").GetString().ShouldBe("Mike");
        await mike.Says(ann.ConversationId, "Hello Ann, which jacket is it?");
        (await ann.Hears(from: SenderType.Agent)).Sender.Name.ShouldBe("Mike");
        await ann.Says("The green one.");
        (await mike.Sees(ann.ConversationId)).Row.LastMessage.ShouldBe("The green one.");

        await mike.Returns(ann.ConversationId);
        await ann.Notices(EventKind.ReturnedToAi);
        (await ann.Hears(from: SenderType.Bot)).Seq.ShouldBe(5);

        await mike.Resolves(ann.ConversationId);
        (await ann.Notices(EventKind.Resolved)).GetProperty("survey").GetProperty("scale").GetInt32().ShouldBe(5);
        await ann.Rates(5);
        await ann.Notices(EventKind.Rated);

        (await mike.Sees(ann.ConversationId)).Row.Rating.ShouldBe(5);
        (await shop.Log(ann.ConversationId)).ShouldBe([EventKind.Created, EventKind.AgentJoined, EventKind.ReturnedToAi, EventKind.Resolved, EventKind.Rated]);
        await shop.StoredSeqsAreDense(ann.ConversationId);
    }
}
