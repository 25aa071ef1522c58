using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Visitors;

/// <summary>How fast anybody may go.</summary>
public sealed class TheLimits(StrictFrontdeskApp app) : IClassFixture<StrictFrontdeskApp>
{
    [Fact]
    public async Task After_ten_messages_in_a_minute_a_visitor_has_to_wait()
    {
        var ann = (await app.Shop()).Visitor("Ann");
        for (var n = 0; n < 10; n++)
        {
            await ann.Says($"Message {n}");
        }

        var refused = (await UntilRefused(() => ann.Sends("One more"))).Refused(429, "rate_limited");
        refused.Headers["Retry-After"].Single().ShouldBe(refused["retry_after"].GetInt32().ToString());
        refused["retry_after"].GetInt32().ShouldBeInRange(1, 60);

        await ann.Connects();
        await ann.Line!.Send("message:send", new { conversation_id = ann.ConversationId, client_message_id = Guid.CreateVersion7(), content = "Over the socket" });
        var frame = await ann.Line.Receives("message:refused");
        frame.GetProperty("code").GetString().ShouldBe("rate_limited");
        frame.GetProperty("retry_after").GetInt32().ShouldBeInRange(1, 60);
    }

    [Fact]
    public async Task After_five_conversations_in_an_hour_a_visitor_has_to_wait()
    {
        var shop = await app.Shop();
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

    /// <summary>On a slow machine a place may come free while ten messages are sent.</summary>
    private static async Task<Reply> UntilRefused(Func<Task<Reply>> act)
    {
        for (var n = 0; n < 5; n++)
        {
            if (await act() is { Status: not 200 } reply)
            {
                return reply;
            }
        }

        return await act();
    }
}
