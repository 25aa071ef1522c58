using Frontdesk.Conversations;
using Frontdesk.Team;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations;

/// <summary>Timers move conversations that nobody moves: once, on any node, and never against the customer.</summary>
public sealed class ThingsHappenByThemselves(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task A_customer_who_does_not_come_back_is_let_go_and_may_return()
    {
        var (shop, ann) = await Answered();

        await TimePasses(ann, minutes: 5);

        await Stands(ann, ConversationStatus.Abandoned);
        var left = (await shop.Sarah.Sees(ann.ConversationId)).Events.Single(e => e.Kind == EventKind.Abandoned);
        left.ByType.ShouldBe(ActorType.Automation);
        await ann.Says("Here I am again");
        await ann.Hears(SenderType.Bot);
        await Stands(ann, ConversationStatus.Waiting);
    }

    [Fact]
    public async Task Before_the_time_is_over_nobody_is_let_go_and_the_timer_waits_for_it()
    {
        var (shop, ann) = await Answered();
        await shop.Changes(new { inactivity_timeout = 30 });

        await TimePasses(ann, minutes: 20);

        await Eventually.True(async () => await app.Value<long>(
            "select count(*) from jobs where key = $1 and leased_until is null and run_at between now() + interval '8 minutes' and now() + interval '11 minutes'", $"watch:{ann.ConversationId}") == 1, "the timer to wait for the rest");
        await Stands(ann, ConversationStatus.Waiting);
    }

    [Fact]
    public async Task A_silent_agent_loses_the_conversation_and_the_customer_keeps_the_place_in_the_queue()
    {
        var (shop, ann) = await Unanswered();
        var since = (await shop.Sarah.Sees(ann.ConversationId)).Row.WaitingSince;

        await TimePasses(ann, minutes: 10);

        await Stands(ann, ConversationStatus.Waiting);
        (await ann.Notices(EventKind.AgentLeft)).GetProperty("reason").GetString().ShouldBe("silent");
        var seen = await shop.Sarah.Sees(ann.ConversationId);
        seen.Row.AssignedAgent.ShouldBeNull();
        seen.Row.AwaitsPerson.ShouldBeTrue();
        seen.Row.WaitingSince!.Value.ShouldBe(since!.Value.AddMinutes(-10), TimeSpan.FromSeconds(1));
        seen.Events.Last(e => e.Kind == EventKind.AgentLeft).ByType.ShouldBe(ActorType.Automation);
        (await app.Mail(shop.Sarah.Email, "A customer is waiting")).ShouldNotBeNull();

        await ann.Says("Is anybody there?");
        await TimePasses(ann, minutes: 600);
        await app.JobsAreDone();
        (await ann.Screen()).Messages.Count(m => m.Sender.Type == SenderType.Bot).ShouldBe(1, "the AI stays out of it");
        (await ann.Screen()).Status.ShouldNotBe(ConversationStatus.Abandoned);
        await shop.Sarah.TakesOver(ann.ConversationId);
        (await shop.Sarah.Sees(ann.ConversationId)).Row.AwaitsPerson.ShouldBeFalse();
    }

    [Fact]
    public async Task Supervisors_are_told_although_the_customer_wrote_again_first()
    {
        var (shop, ann) = await Unanswered();
        var sarah = await shop.MemberId(shop.Sarah);
        await TimePasses(ann, minutes: 10);
        await app.Mail(shop.Sarah.Email, "A customer is waiting");
        await ann.Says("Is anybody there?");
        (await shop.Sarah.Sees(ann.ConversationId)).Row.Status.ShouldBe(ConversationStatus.Active);

        await SupervisorsAreTold(shop, ann, sarah);

        (await app.Mail(shop.Sarah.Email, "A customer is waiting", after: 1)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Supervisors_are_not_told_when_somebody_has_come()
    {
        var (shop, ann) = await Unanswered();
        var sarah = await shop.MemberId(shop.Sarah);
        await TimePasses(ann, minutes: 10);
        await app.Mail(shop.Sarah.Email, "A customer is waiting");
        await shop.Sarah.TakesOver(ann.ConversationId);

        await SupervisorsAreTold(shop, ann, sarah);

        app.Mails(shop.Sarah.Email).Count(m => m.Subject.Contains("is waiting", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_may_not_sign_in_or_does_not_see_the_chatbot_is_not_told()
    {
        var (shop, ann) = await Unanswered();
        var (gone, suspended, elsewhere, present, agent) = (
            await shop.Member("Gus", Role.Admin), await shop.Member("Sue", Role.Admin), await shop.Member("Elsa", Role.Admin), await shop.Member("Pia", Role.Admin), await shop.Agent("Mike"));
        await app.Execute("update members set status = 'inactive' where user_id = $1", gone.UserId);
        await app.Execute("update users set status = 'suspended' where id = $1", suspended.UserId);
        await app.Execute("update members set chatbot_ids = array[gen_random_uuid()] where user_id = $1", elsewhere.UserId);

        await TimePasses(ann, minutes: 10);
        await app.Mail(present.Email, "A customer is waiting");
        await app.JobsAreDone();

        foreach (var other in new[] { gone, suspended, elsewhere, agent })
        {
            app.Mails(other.Email).ShouldNotContain(m => m.Subject.Contains("is waiting", StringComparison.Ordinal), other.Name);
        }
    }

    [Fact]
    public async Task The_AI_steps_in_for_a_silent_agent_where_the_chatbot_allows_it()
    {
        var (shop, ann) = await Unanswered(aiMay: true);

        await TimePasses(ann, minutes: 10);

        await Eventually.True(async () => (await ann.Screen()).Messages.Count(m => m.Sender.Type == SenderType.Bot) == 2, "the AI to answer");
        (await shop.Sarah.Sees(ann.ConversationId)).Row.AwaitsPerson.ShouldBeFalse();
    }

    [Fact]
    public async Task An_agent_who_answers_keeps_the_conversation()
    {
        var (shop, ann) = await Unanswered();
        await shop.Sarah.Says(ann.ConversationId, "Here I am.");

        await TimePasses(ann, minutes: 60);
        await TimerIsDone(ann);

        await Stands(ann, ConversationStatus.AgentHandling);
    }

    [Fact]
    public async Task Two_nodes_with_the_same_timer_make_one_move()
    {
        var (shop, ann) = await Unanswered();
        await app.SecondNode();
        await app.Execute("update conversations set waiting_since = now() - interval '11 minutes', handled_since = now() - interval '11 minutes' where id = $1", ann.ConversationId);

        // The lease of the first has run out while it still works: several rows of one key are at work at once.
        for (var i = 0; i < 12; i++)
        {
            await app.Execute("insert into jobs (workspace_id, kind, payload) select workspace_id, kind, payload from jobs where key = $1 limit 1", $"watch:{ann.ConversationId}");
        }

        await Eventually.True(async () => await app.Value<long>("select count(*) from jobs where kind = 'WatchConversation' and key is null and payload->>'conversation_id' = $1", $"{ann.ConversationId}") == 0, "all timers to have fired");
        await Stands(ann, ConversationStatus.Waiting);
        (await shop.Log(ann.ConversationId)).Count(k => k == EventKind.AgentLeft).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_resolved_long_ago_is_put_away_and_what_was_not_stays()
    {
        var (shop, ann) = await Answered();
        var ben = shop.Visitor("Ben");
        await ben.Says("Hello");
        await shop.Sarah.Resolves(ann.ConversationId);
        await shop.Sarah.Resolves(ben.ConversationId);
        (await shop.Sarah.Patch("/api/v1/workspace", new { archive_after_days = 30 })).Ok()["archive_after_days"].GetInt32().ShouldBe(30);
        await app.Execute("update conversations set resolved_at = now() - interval '31 days' where id = $1", ann.ConversationId);
        await app.Execute("update conversations set resolved_at = now() - interval '29 days' where id = $1", ben.ConversationId);

        await app.Execute("insert into jobs (kind, payload) values ('ArchiveResolved', '{}')");

        await Stands(ann, ConversationStatus.Archived);
        await Stands(ben, ConversationStatus.Resolved);
        (await shop.Sarah.Sees(ann.ConversationId)).Events[^1].ByType.ShouldBe(ActorType.Automation);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3651)]
    public async Task An_impossible_time_to_archive_is_refused(int days) =>
        (await (await app.Shop()).Sarah.Patch("/api/v1/workspace", new { archive_after_days = days })).Refused(422, "invalid_fields");

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public async Task An_impossible_inactivity_is_refused(int minutes)
    {
        var shop = await app.Shop();
        (await shop.Sarah.Patch($"/api/v1/chatbots/{shop.ChatbotId}", new { inactivity_timeout = minutes })).Refused(422, "invalid_fields");
    }

    [Fact]
    public async Task A_message_to_an_archived_conversation_opens_one_that_is_linked_to_it()
    {
        var (shop, ann) = await Answered();
        var old = ann.ConversationId;
        (await shop.Sarah.Post($"/api/v1/conversations/{old}/archive")).Ok();

        await Task.WhenAll(ann.Sends("One more thing"), ann.Sends("And another"));

        var seen = await shop.Sarah.Sees(old);
        seen.Row.Status.ShouldBe(ConversationStatus.Archived);
        (await shop.Sarah.Sees(seen.ContinuedBy!.Value)).Continues.ShouldBe(old);
        (await app.Value<long>("select count(*) from conversations where continues_id = $1", old)).ShouldBe(1);
        (await app.Value<long>("select count(*) from messages where conversation_id = $1 and sender_type = 'customer'", seen.ContinuedBy.Value)).ShouldBe(2);
    }

    private async Task<(Shop Shop, Visitor Ann)> Answered()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await ann.Hears(SenderType.Bot);
        await app.JobsAreDone();
        return (shop, ann);
    }

    private async Task<(Shop Shop, Visitor Ann)> Unanswered(bool aiMay = false)
    {
        var (shop, ann) = await Answered();
        await shop.Changes(new { ai_settings = new { ai_after_silent_agent = aiMay } });
        await shop.Sarah.TakesOver(ann.ConversationId);
        await ann.Says("Can you help me?");
        return (shop, ann);
    }

    /// <summary>Everything of the conversation was so much earlier, and its timer is due.</summary>
    private async Task TimePasses(Visitor visitor, int minutes)
    {
        await app.Execute("""
            update conversations set last_message_at = last_message_at - make_interval(mins => $2), waiting_since = waiting_since - make_interval(mins => $2),
              handled_since = handled_since - make_interval(mins => $2) where id = $1
            """, visitor.ConversationId, minutes);
        await app.Execute("update jobs set run_at = now() where key = $1 and leased_until is null", $"watch:{visitor.ConversationId}");
    }

    /// <summary>The letter is written now, however things stand by now.</summary>
    private async Task SupervisorsAreTold(Shop shop, Visitor visitor, Guid silent)
    {
        await app.Execute(
            "insert into jobs (workspace_id, kind, payload) values ($1, 'TellOfSilentAgent', jsonb_build_object('workspace_id', $1::uuid, 'conversation_id', $2::uuid, 'agent_id', $3::uuid))",
            shop.WorkspaceId, visitor.ConversationId, silent);
        await app.JobsAreDone();
    }

    private Task TimerIsDone(Visitor visitor) => Eventually.True(async () => await app.Value<long>("select count(*) from jobs where key = $1 and run_at <= now()", $"watch:{visitor.ConversationId}") == 0, "the timer to fire");

    private static Task Stands(Visitor visitor, ConversationStatus status) =>
        Eventually.True(async () => (await visitor.History($"?conversation_id={visitor.ConversationId}")).As<ReadHistory.View>().Status == status, $"the conversation to be {status}");
}
