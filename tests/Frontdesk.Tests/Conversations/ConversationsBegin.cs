using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations;

/// <summary>First messages on bad networks.</summary>
public sealed class ConversationsBegin(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task A_retried_first_message_gives_the_same_conversation_and_a_token_that_works()
    {
        var ann = (await app.Shop()).Visitor("Ann");
        var id = Guid.CreateVersion7();
        var lost = (await ann.Sends("Hello", id)).Ok(); // its answer never arrived

        var again = (await ann.Sends("Hello", id)).Ok();

        again["conversation_id"].GetGuid().ShouldBe(lost["conversation_id"].GetGuid());
        again["message"].GetProperty("id").GetGuid().ShouldBe(lost["message"].GetProperty("id").GetGuid());
        ann.Keeps(again);
        (await ann.Screen()).Messages.Count(m => m.Sender.Type == SenderType.Customer).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_first_message_twice_at_once_is_one_conversation()
    {
        var ann = (await app.Shop()).Visitor("Ann");
        var id = Guid.CreateVersion7();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ann.Sends("Hello", id)));

        answers.Select(a => a.Ok()["conversation_id"].GetGuid()).Distinct().Count().ShouldBe(1);
        answers.Select(a => a["message"].GetProperty("seq").GetInt64()).ShouldAllBe(seq => seq == 1);
        var working = 0;
        foreach (var answer in answers)
        {
            ann.Keeps(answer);
            working += (await ann.History()).Status == 200 ? 1 : 0;
        }

        working.ShouldBe(4, "whoever got which answer, each token opens the conversation");
    }

    [Fact]
    public async Task Two_quick_first_messages_without_a_token_share_the_visitor_and_nothing_else()
    {
        var shop = await app.Shop();
        var (one, two) = (shop.Visitor("Ann"), shop.Visitor("Ann"));
        var same = new Visitor(app.Node, shop.AppKey, "Ann") { Fingerprint = one.Fingerprint };

        await Task.WhenAll(one.Says("Hello"), same.Says("Are you there?"), two.Says("Hi"));

        one.ConversationId.ShouldNotBe(same.ConversationId);
        (await one.Screen()).Messages.ShouldAllBe(m => m.Content != "Are you there?");
        one.SessionId.ShouldNotBe(same.SessionId);
    }

    [Fact]
    public async Task A_first_message_from_long_ago_hands_out_no_token()
    {
        var ann = (await app.Shop()).Visitor("Ann");
        var id = Guid.CreateVersion7();
        var first = (await ann.Sends("Hello", id)).Ok();
        await app.Execute("update conversations set created_at = now() - interval '11 minutes' where id = $1", first["conversation_id"].GetGuid());

        (await ann.Sends("Hello", id)).Refused(409, "not_allowed_now");
    }

    [Fact]
    public async Task A_customers_message_reopens_a_resolved_conversation_and_is_answered()
    {
        var shop = await app.Shop();
        await shop.Knows("Do you ship to Norway?", "Yes, within five days.");
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await ann.Connects();
        await ann.Hears(SenderType.Bot);
        await shop.Sarah.Resolves(ann.ConversationId);
        await ann.Notices(EventKind.Resolved);

        await ann.Says("Do you ship to Norway?");

        await ann.Notices(EventKind.Reopened);
        (await ann.Hears(SenderType.Bot)).Content.ShouldContain("five days");
    }

    [Fact]
    public async Task What_is_written_to_an_archived_conversation_goes_on_in_a_new_one()
    {
        var ann = (await app.Shop()).Visitor("Ann");
        await ann.Says("Hello");
        var archived = ann.ConversationId;
        await app.Execute("update conversations set status = 'archived' where id = $1", archived);
        await ann.Connects();

        var sent = await ann.Says("Hello again");

        sent.ConversationId.ShouldNotBe(archived);
        sent.Seq.ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-3)]
    public async Task A_rating_is_one_to_five(int score)
    {
        var ann = (await app.Shop()).Visitor("Ann");
        await ann.Says("Hello");
        (await ann.TriesToRate(score)).Refused(422, "invalid_fields");
    }

    [Fact]
    public async Task A_conversation_is_rated_only_when_it_is_over()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        (await ann.TriesToRate(5)).Refused(409, "not_allowed_now");

        (await ann.Does("end", new { conversation_id = ann.ConversationId })).Ok()["status"].GetString().ShouldBe("resolved");
        await ann.Rates(2);
        await ann.Rates(4);

        (await ann.Screen()).Rating.ShouldBe(4);
    }
}
