using Frontdesk.BrowserTests.Harness;

namespace Frontdesk.BrowserTests.Journeys;

/// <summary>What an agent does at the desk, and what the people on the other side see of it without a reload.</summary>
public sealed class DeskJourney(Stage stage) : Journey(stage)
{
    [Fact]
    public async Task Whoever_asked_first_stays_first_in_the_queue_while_it_moves()
    {
        var (ben, cem, dora, sarah) = (await Visitor(), await Visitor(), await Visitor(), await Agent());
        await sarah.SignsIn(Harness.Agent.Owner);
        await sarah.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Waiting for a person") }).ClickAsync();
        await sarah.Page.WaitForURLAsync("**/inbox?view=waiting");
        await sarah.IsLive();

        await AsksForPerson(ben);
        await Expect(sarah.Row(ben)).ToBeVisibleAsync();
        await AsksForPerson(cem);
        await Expect(sarah.Row(cem)).ToBeVisibleAsync();
        await cem.Says("Is anybody there?");
        await Expect(sarah.Row(cem)).ToContainTextAsync("Is anybody there?");
        await AsksForPerson(dora);
        await Expect(sarah.Row(dora)).ToBeVisibleAsync();
        (await Order(sarah, ben, cem, dora)).ShouldBe([ben.ConversationId, cem.ConversationId, dora.ConversationId]);
        await Expect(sarah.Row(ben).Locator(".waiting")).ToContainTextAsync(" min");

        await sarah.Opens(ben);
        await Expect(sarah.Header.Locator(".waiting")).ToContainTextAsync("Waiting");
        await sarah.TakesOver();
        await Expect(sarah.Row(ben)).ToHaveCountAsync(0);
        (await Order(sarah, ben, cem, dora)).ShouldBe([cem.ConversationId, dora.ConversationId]);
    }

    [Fact]
    public async Task What_an_agent_edits_and_deletes_changes_on_the_visitors_screen_at_once()
    {
        var (visitor, sarah) = (await Visitor(), await Agent());
        await sarah.SignsIn(Harness.Agent.Owner);
        await visitor.OpensChat();
        await visitor.Says("Does the Ridge 45 fit into a locker?");
        await Expect(sarah.Row(visitor)).ToBeVisibleAsync();
        await sarah.Opens(visitor);
        await sarah.TakesOver();
        await sarah.Says("It is 58 cm tall.");
        await visitor.Sees("It is 58 cm tall.");

        await Changes(sarah, "It is 58 cm tall.", "Edit");
        var words = sarah.Thread.GetByRole(AriaRole.Textbox, new() { Name = "New words" });
        await words.FillAsync("It is 68 cm tall.");
        await words.PressAsync("Enter");
        await visitor.Sees("It is 68 cm tall.");
        await Expect(visitor.Messages.GetByText("It is 58 cm tall.")).ToHaveCountAsync(0);
        await Expect(visitor.Answer).ToContainTextAsync("edited");

        await Changes(sarah, "It is 68 cm tall.", "Delete");
        await sarah.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await visitor.Sees("This message was deleted.");
        await Expect(visitor.Messages.GetByText("68 cm")).ToHaveCountAsync(0);
        await Expect(sarah.Thread.GetByText("68 cm")).ToHaveCountAsync(0);
    }

    private static async Task AsksForPerson(Visitor visitor)
    {
        await visitor.OpensChat();
        await visitor.Says("I'd like to talk to a person.");
    }

    private static async Task Changes(Agent agent, string said, string how)
    {
        var message = agent.Thread.Locator(".message-agent").Filter(new() { HasText = said });
        await message.HoverAsync();
        await message.GetByRole(AriaRole.Button, new() { Name = "Change this message" }).ClickAsync();
        await message.GetByRole(AriaRole.Button, new() { Name = how, Exact = true }).ClickAsync();
    }

    /// <summary>Those of the visitors who stand in the list, from its top.</summary>
    private static async Task<IReadOnlyList<string>> Order(Agent agent, params Visitor[] visitors) =>
        [.. (await agent.Page.Locator("#rows > li").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.id)")).Where(id => visitors.Any(v => v.ConversationId == id))];
}
