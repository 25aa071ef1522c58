using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Visitors;

/// <summary>How fast anybody may go.</summary>
public sealed class TheLimits(StrictFrontdeskApp app) : IClassFixture<StrictFrontdeskApp>
{
    [Fact]
    public async Task After_ten_messages_in_a_minute_a_visitor_has_to_wait_until_the_first_is_a_minute_old()
    {
        var ann = (await app.OneShop()).Visitor("Ann");
        var last = Guid.CreateVersion7();
        for (var n = 0; n < 10; n++)
        {
            await ann.Says($"Message {n}", n == 9 ? last : null);
        }

        var refused = (await ann.Sends("One more")).Refused(429, "rate_limited");
        refused.Headers["Retry-After"].Single().ShouldBe(refused["retry_after"].GetInt32().ToString());
        refused["retry_after"].GetInt32().ShouldBeInRange(1, 60);
        (await ann.Says("Message 9", last)).Seq.ShouldBe((await ann.Screen()).Seq - await BotsSince(ann, last)); // a retry is no message more

        await Later(ann, TimeSpan.FromSeconds(61));
        await ann.Says("Rested");
        (await ann.Sends("And tired again?")).Ok();
    }

    [Fact]
    public async Task Over_the_socket_whoever_is_too_fast_is_told_how_long_to_wait()
    {
        var ann = (await app.OneShop()).Visitor("Ann");
        for (var n = 0; n < 10; n++)
        {
            await ann.Says($"Message {n}");
        }

        await ann.Connects();
        await ann.Line!.Send("message:send", new { conversation_id = ann.ConversationId, client_message_id = Guid.CreateVersion7(), content = "Over the socket" });

        var frame = await ann.Line.Receives("message:refused");
        frame.GetProperty("code").GetString().ShouldBe("rate_limited");
        frame.GetProperty("retry_after").GetInt32().ShouldBeInRange(1, 60);
    }

    [Fact]
    public async Task After_a_hundred_messages_in_an_hour_a_visitor_has_to_wait()
    {
        var shop = await app.OneShop();
        var ann = shop.Visitor("Ann");
        for (var n = 0; n < 100; n++)
        {
            await Later(ann, TimeSpan.FromSeconds(n % 10 == 0 ? 61 : 0));
            await ann.Says($"Message {n}");
        }

        await Later(ann, TimeSpan.FromSeconds(61));
        (await ann.Sends("The hundred and first")).Refused(429, "rate_limited")["retry_after"].GetInt32().ShouldBeInRange(2000, 3600);
        await shop.Visitor("Ben").Says("Somebody else is as free as before");
    }

    [Fact]
    public async Task Messages_at_once_to_two_nodes_are_counted_together()
    {
        var second = await app.SecondNode();
        var shop = await app.OneShop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(n =>
            (n % 2 == 0 ? app.Node : second).Post("/api/public/chat/message", ann.Body($"Message {n}", Guid.CreateVersion7()), ann.Token)));

        answers.Count(a => a.Status == 200).ShouldBe(9);
        answers.Count(a => a.Status == 429).ShouldBe(21);
        await shop.StoredSeqsAreDense(ann.ConversationId);
    }

    [Fact]
    public async Task After_five_conversations_in_an_hour_a_visitor_has_to_wait()
    {
        var shop = await app.OneShop();
        var ann = shop.Visitor("Ann");
        for (var n = 0; n < 5; n++)
        {
            (await ann.Sends("Hello")).Ok(); // without a token each is a first message
        }

        (await ann.Sends("Hello")).Refused(429, "rate_limited");
        (await shop.Visitor("Ben").Sends("Hello")).Ok();
    }

    [Fact]
    public async Task After_five_sign_ins_to_an_account_it_has_to_rest()
    {
        object Login(string email) => new { email, password = "wrong" };
        for (var n = 0; n < 5; n++)
        {
            (await app.Node.Post("/api/v1/auth/login", Login("somebody@company.test"))).Refused(401, "sign_in_refused");
        }

        (await app.Node.Post("/api/v1/auth/login", Login("Somebody@company.test"))).Refused(429, "rate_limited").Headers["Retry-After"].ShouldNotBeEmpty();
        (await app.Node.Post("/api/v1/auth/login", Login("another@company.test"))).Refused(401, "sign_in_refused");
    }

    /// <summary>Lets time pass for what was counted of a visitor.</summary>
    private async Task Later(Visitor visitor, TimeSpan time) => await app.Execute(
        """
        update visitor_sends set sent = array(select t - $2 from unnest(sent) with ordinality as x(t, n) order by n)
        where visitor_id = (select visitor_id from visitor_sessions where id = $1)
        """, visitor.SessionId, (long)time.TotalMilliseconds);

    private async Task<long> BotsSince(Visitor visitor, Guid clientMessageId) => await app.Value<long>(
        """
        select count(*) from messages m join messages l on l.conversation_id = m.conversation_id and l.client_message_id = $2
        where m.conversation_id = $1 and m.seq > l.seq
        """, visitor.ConversationId, clientMessageId);
}
