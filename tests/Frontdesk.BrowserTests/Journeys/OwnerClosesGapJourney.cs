using Frontdesk.BrowserTests.Harness;

namespace Frontdesk.BrowserTests.Journeys;

public sealed class OwnerClosesGapJourney(Stage stage) : Journey(stage)
{
    private const string Answer = "Our buckwheat bread has no gluten. We bake it on Fridays, in an oven of its own.";

    [Fact]
    public async Task What_visitors_asked_in_vain_is_answered_after_the_owner_has_closed_the_gap()
    {
        var bakery = await Bakery.Open(Server);
        await using var website = await Website.With(bakery.Snippet);
        var (visitor, owner) = (await Visitor(), await Agent());

        await AsksInVain(visitor, website);
        await owner.SignsIn(bakery.Email, to: "/knowledge");
        await SeesWhatWasAsked(owner);
        await WritesTheAnswer(owner);
        await SeesThatNothingIsOpen(owner);

        await visitor.Says("Have you got bread without gluten?");
        await Expect(visitor.Answer).ToContainTextAsync(Answer);
    }

    private static async Task AsksInVain(Visitor visitor, Website website)
    {
        await visitor.OpensChat(website.Address);
        foreach (var question in new[] { "Do you sell bread without gluten?", "Which bread is without gluten?" })
        {
            await visitor.Says(question);
            await Expect(visitor.Answer).ToContainTextAsync("I don't know the answer to that");
        }
    }

    private static async Task SeesWhatWasAsked(Agent owner)
    {
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Gaps" }).ClickAsync();
        var gap = owner.Page.GetByRole(AriaRole.Article);
        await Expect(gap).ToHaveCountAsync(1);
        await Expect(gap).ToContainTextAsync("asked 2 times");
        await Expect(gap).ToContainTextAsync("Do you sell bread without gluten?");
        await Expect(gap).ToContainTextAsync("Which bread is without gluten?");
    }

    private static async Task WritesTheAnswer(Agent owner)
    {
        await owner.Presses("Draft a FAQ");
        await Expect(owner.Toast).ToContainTextAsync("A draft with the visitors' questions.");
        var asked = $"{await owner.Page.GetByLabel("Question", new() { Exact = true }).InputValueAsync()}\n{await owner.Page.GetByLabel("Also asked as").InputValueAsync()}";
        asked.Split('\n').ShouldBe(["Do you sell bread without gluten?", "Which bread is without gluten?"], ignoreOrder: true);
        await owner.Page.GetByLabel("Answer", new() { Exact = true }).FillAsync(Answer);
        await owner.Page.GetByLabel("Status").SelectOptionAsync("Active: visitors get it");
        await owner.Presses("Save FAQ");
        await Expect(owner.Toast).ToContainTextAsync("Saved");
    }

    private static async Task SeesThatNothingIsOpen(Agent owner)
    {
        await owner.Page.GotoAsync("/knowledge/gaps");
        await Expect(owner.Page.GetByText("No open gaps")).ToBeVisibleAsync();
    }
}
