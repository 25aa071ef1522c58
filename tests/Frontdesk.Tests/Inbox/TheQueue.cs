using System.Text.RegularExpressions;
using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Frontdesk.Tests.SignIn;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Inbox;

/// <summary>Whoever waits for a person stands in the order in which they are to be helped.</summary>
public sealed partial class TheQueue(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task Whom_a_silent_agent_left_comes_first_and_then_whoever_waits_longest_not_whoever_wrote_last()
    {
        var shop = await app.Shop();
        var left = await LeftBySilentAgent(shop, "Lea");
        var (early, late) = (await Asks(shop, "Ben", minutes: 40), await Asks(shop, "Cem", minutes: 20));
        await early.Says("Still here");
        await left.Says("Is anybody there?");
        await late.Says("Hello?");

        (await Queue(shop.Sarah)).ShouldBe([left.ConversationId, early.ConversationId, late.ConversationId]);
        (await InTheInbox(shop.Sarah, "waiting")).ShouldBe([left.ConversationId, early.ConversationId, late.ConversationId]);
        (await InTheInbox(shop.Sarah, "all")).ShouldBe([late.ConversationId, left.ConversationId, early.ConversationId], "the other views stay by the last message");
    }

    [Fact]
    public async Task The_queue_does_not_hold_whom_the_AI_or_a_person_answers()
    {
        var shop = await app.Shop();
        var asks = await Asks(shop, "Ann", minutes: 1);
        var helped = await Asks(shop, "Ben", minutes: 5);
        await shop.Sarah.TakesOver(helped.ConversationId);
        var answered = shop.Visitor("Cem");
        await answered.Says("Hello");
        await answered.Hears(SenderType.Bot);

        (await Queue(shop.Sarah)).ShouldBe([asks.ConversationId]);
        (await InTheInbox(shop.Sarah, "waiting")).ShouldBe([asks.ConversationId]);
    }

    [Fact]
    public async Task Nobody_finds_another_companys_customers_in_the_queue()
    {
        var (ours, theirs) = (await app.Shop(), await app.Shop("Other"));
        await Asks(theirs, "Ann", minutes: 5);

        (await Queue(ours.Sarah)).ShouldBeEmpty();
        (await InTheInbox(ours.Sarah, "waiting")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_page_goes_on_where_the_one_before_ended_also_between_equals()
    {
        var shop = await app.Shop();
        for (var n = 0; n < 7; n++)
        {
            await Asks(shop, $"Visitor {n}", minutes: 0);
        }

        await app.Execute("update conversations set waiting_since = date_trunc('hour', now()) - interval '1 hour' where workspace_id = $1", shop.WorkspaceId);

        var pages = new List<Guid>();
        for (var page = 1; page <= 4; page++)
        {
            pages.AddRange(await Queue(shop.Sarah, $"&limit=2&page={page}"));
        }

        pages.Count.ShouldBe(7);
        pages.ShouldBeUnique();
        pages.ShouldBe(await Queue(shop.Sarah));
    }

    [Fact]
    public async Task A_row_says_its_place_so_that_a_page_can_put_it_there()
    {
        var shop = await app.Shop();
        var left = await LeftBySilentAgent(shop, "Lea");
        var (early, late) = (await Asks(shop, "Ben", minutes: 90), await Asks(shop, "Cem", minutes: 4));
        var sarah = await SignedIn(shop.Sarah);

        var rows = await Task.WhenAll(new[] { left, early, late }.Select(v => sarah.Opens($"/inbox/rows/{v.ConversationId}?view=waiting")));

        var places = rows.Select(r => long.Parse(Place().Match(r.Text).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        places.ShouldBe(places.OrderDescending());
        places.ShouldBeUnique();
        rows[2].Text.ShouldContain(">4 min<");
    }

    [Fact]
    public async Task Asking_for_a_person_again_costs_nobody_the_place_at_the_front()
    {
        var shop = await app.Shop();
        var left = await LeftBySilentAgent(shop, "Lea");
        var early = await Asks(shop, "Ben", minutes: 90);

        await left.AsksForPerson();

        (await Queue(shop.Sarah)).ShouldBe([left.ConversationId, early.ConversationId]);
        await shop.Sarah.TakesOver(left.ConversationId);
        (await Queue(shop.Sarah)).ShouldBe([early.ConversationId]);
    }

    [Fact]
    public async Task Who_wants_no_queue_gets_none_and_nonsense_is_refused()
    {
        var shop = await app.Shop();
        var answered = shop.Visitor("Cem");
        await answered.Says("Hello");

        Ids(await shop.Sarah.Get("/api/v1/conversations?queue=false")).ShouldBe([answered.ConversationId]);
        (await shop.Sarah.Get("/api/v1/conversations?queue=perhaps")).Status.ShouldBe(400);
    }

    /// <summary>A visitor who asked for a person that long ago.</summary>
    private async Task<Visitor> Asks(Shop shop, string name, int minutes)
    {
        var visitor = shop.Visitor(name);
        await visitor.Says("Hello");
        await visitor.Hears(SenderType.Bot);
        await app.JobsAreDone();
        await visitor.AsksForPerson();
        await app.Execute("update conversations set waiting_since = now() - make_interval(mins => $2) where id = $1", visitor.ConversationId, minutes);
        return visitor;
    }

    /// <summary>A visitor whose agent said nothing for too long.</summary>
    private async Task<Visitor> LeftBySilentAgent(Shop shop, string name)
    {
        var visitor = await Asks(shop, name, minutes: 0);
        await shop.Sarah.TakesOver(visitor.ConversationId);
        await visitor.Says("Can you help me?");
        await app.Execute("update conversations set waiting_since = now() - interval '10 minutes', handled_since = now() - interval '10 minutes' where id = $1", visitor.ConversationId);
        await app.Execute("update jobs set run_at = now() where key = $1 and leased_until is null", $"watch:{visitor.ConversationId}");
        await Eventually.True(async () => (await shop.Sarah.Sees(visitor.ConversationId)).Row.AwaitsPerson, "the silent agent to lose it");
        return visitor;
    }

    private static async Task<IReadOnlyList<Guid>> Queue(Agent agent, string more = "") => Ids(await agent.Get($"/api/v1/conversations?queue=true{more}"));

    private static IReadOnlyList<Guid> Ids(Reply reply) => [.. reply.Ok()["data"].EnumerateArray().Select(row => row.GetProperty("id").GetGuid())];

    private async Task<IReadOnlyList<Guid>> InTheInbox(Agent agent, string view) =>
        [.. Row().Matches((await (await SignedIn(agent)).Opens($"/inbox?view={view}")).Text).Select(m => Guid.Parse(m.Groups[1].Value))];

    private async Task<Person> SignedIn(Agent agent)
    {
        var person = new Person(app);
        await person.Submits("/sign-in", ("email", agent.Email), ("password", Agent.Password));
        return person;
    }

    [GeneratedRegex("id=\"row_([0-9a-f-]{36})\"")]
    private static partial Regex Row();

    [GeneratedRegex("data-place=\"(-?[0-9]+)\"")]
    private static partial Regex Place();
}
