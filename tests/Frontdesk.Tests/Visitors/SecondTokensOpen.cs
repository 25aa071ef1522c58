using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Frontdesk.Visitors;
using Shouldly;
using Xunit;
using Visitor = Frontdesk.Tests.Harness.Visitor;

namespace Frontdesk.Tests.Visitors;

/// <summary>A first message that was sent again: who got which answer nobody knows, so each of them opens the conversation.</summary>
public sealed class SecondTokensOpen(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task A_late_retry_leaves_the_token_that_is_in_use_as_it_is()
    {
        var (ann, id) = await Began();
        await ann.Connects();
        var first = ann.Token;

        var again = (await ann.Retries(id)).Ok();

        again["conversation_id"].GetGuid().ShouldBe(ann.ConversationId);
        var second = again["visitor_token"].GetString();
        second.ShouldNotBe(first);
        (await ann.Opens(second)).ShouldBe(200);
        (await ann.Opens(first)).ShouldBe(200);
        await ann.Connects();
        ann.Token = second;
        await ann.Connects();
    }

    [Fact]
    public async Task Four_tabs_that_race_all_get_a_token_that_opens()
    {
        var ann = (await app.Shop()).Visitor("Ann");
        var id = Guid.CreateVersion7();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ann.Sends("Hello", id)));

        ann.Keeps(answers[0].Ok());
        var tokens = answers.Select(a => a.Ok()["visitor_token"].GetString()).ToArray();
        tokens.Distinct().Count().ShouldBe(4);
        foreach (var token in tokens)
        {
            (await ann.Opens(token)).ShouldBe(200);
        }
    }

    [Fact]
    public async Task One_that_nobody_uses_in_ten_minutes_opens_nothing_and_one_that_was_used_stays()
    {
        var (ann, id) = await Began();
        var lost = (await ann.Retries(id)).Ok()["visitor_token"].GetString();
        var used = (await ann.Retries(id)).Ok()["visitor_token"].GetString();
        (await ann.Opens(used)).ShouldBe(200);

        await app.Execute("update second_tokens set created_at = created_at - interval '11 minutes' where visitor_session_id = $1", ann.SessionId);

        (await ann.Opens(lost)).ShouldBe(401);
        (await ann.Opens(used)).ShouldBe(200);
        (await ann.Opens(ann.Token)).ShouldBe(200);
    }

    [Fact]
    public async Task However_often_it_is_sent_the_latest_opens_and_only_a_few_are_kept()
    {
        var (ann, id) = await Began();
        var tokens = new List<string?>();
        for (var n = 0; n < SecondToken.Most + 3; n++)
        {
            tokens.Add((await ann.Retries(id)).Ok()["visitor_token"].GetString());
        }

        (await Kept(ann)).ShouldBe(SecondToken.Most);
        (await ann.Opens(tokens[0])).ShouldBe(401, "the oldest made room");
        (await ann.Opens(tokens[^1])).ShouldBe(200);
        (await ann.Opens(ann.Token)).ShouldBe(200);
    }

    [Fact]
    public async Task When_all_of_them_are_in_use_there_is_no_further_one()
    {
        var (ann, id) = await Began();
        for (var n = 0; n < SecondToken.Most; n++)
        {
            (await ann.Opens((await ann.Retries(id)).Ok()["visitor_token"].GetString())).ShouldBe(200);
        }

        (await ann.Retries(id)).Refused(409, "not_allowed_now");
        (await Kept(ann)).ShouldBe(SecondToken.Most);
    }

    [Fact]
    public async Task Whoever_knows_the_id_of_a_first_message_but_is_another_browser_gets_nothing()
    {
        var shop = await app.Shop();
        var (ann, bob) = (shop.Visitor("Ann"), shop.Visitor("Bob"));
        var id = Guid.CreateVersion7();
        ann.Keeps((await ann.Sends("Hello", id)).Ok());

        var stolen = (await bob.Sends("Hello", id)).Refused(409, "not_allowed_now");
        await bob.Says("Something of my own");
        var known = await bob.Sends("Hello", id);

        stolen.Text.ShouldNotContain("fv_");
        known["conversation_id"].GetGuid().ShouldBe(bob.ConversationId);
        known["visitor_token"].GetString().ShouldBe(bob.Token);
        (await Kept(ann)).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_token_opens_nothing_where_the_workspace_is_suspended()
    {
        var (ann, id) = await Began();
        var second = (await ann.Retries(id)).Ok()["visitor_token"].GetString();
        await app.Execute("update workspaces set status = 'suspended' where id = (select workspace_id from visitor_sessions where id = $1)", ann.SessionId);

        (await ann.Opens(second)).ShouldBe(401);
    }

    private async Task<(Visitor Ann, Guid FirstMessage)> Began()
    {
        var ann = (await app.Shop()).Visitor("Ann");
        var id = Guid.CreateVersion7();
        ann.Keeps((await ann.Sends("Hello", id)).Ok());
        return (ann, id);
    }

    private Task<long> Kept(Visitor visitor) => app.Value<long>("select count(*) from second_tokens where visitor_session_id = $1", visitor.SessionId);
}

internal static class Retrying
{
    /// <summary>Sends the first message once more, as a tab does that never heard an answer.</summary>
    public static async Task<Reply> Retries(this Visitor visitor, Guid id)
    {
        var token = visitor.Token;
        visitor.Token = null;
        var answer = await visitor.Sends("Hello", id);
        visitor.Token = token;
        return answer;
    }

    /// <summary>The status of the history for a token.</summary>
    public static async Task<int> Opens(this Visitor visitor, string? token)
    {
        var own = visitor.Token;
        visitor.Token = token;
        var status = (await visitor.History()).Status;
        visitor.Token = own;
        return status;
    }
}
