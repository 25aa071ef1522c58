using System.Text.RegularExpressions;
using Frontdesk.BrowserTests.Harness;
using Frontdesk.Tests.Harness;

namespace Frontdesk.BrowserTests.Journeys;

public sealed class OwnerTestsKnowledgeJourney(Stage stage) : Journey(stage)
{
    private const string Loaf = "A sourdough loaf costs 6 euros and stays fresh for five days.";

    [Fact]
    public async Task A_word_the_texts_do_not_use_is_understood_after_the_owner_has_said_what_it_means()
    {
        var bakery = await Bakery.Open(Server);
        var owner = await Agent();
        await owner.SignsIn(bakery.Email, to: "/knowledge");
        await Writes(owner, "Pastries", "A butter croissant costs 2 euros. We bake the last ones at three in the afternoon.");
        await Writes(owner, "Bread", Loaf);

        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Test", Exact = true }).ClickAsync();
        await AsksInVain(owner);
        await SaysWhatTheWordMeans(owner);
        await AsksAgain(owner);
    }

    private static async Task Writes(Agent owner, string title, string text)
    {
        await owner.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Write a text") }).First.ClickAsync();
        await owner.Page.GetByLabel("Title").FillAsync(title);
        await owner.Page.GetByLabel("Text").FillAsync(text);
        await owner.Presses("Add to knowledge");
        await Expect(owner.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = title })).ToContainTextAsync("Ready");
    }

    private static async Task AsksInVain(Agent owner)
    {
        await Asks(owner);
        await Expect(owner.Page.GetByRole(AriaRole.Heading, new() { Name = "It would say that it does not know" })).ToBeVisibleAsync();
    }

    private static async Task SaysWhatTheWordMeans(Agent owner)
    {
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Synonyms" }).ClickAsync();
        await owner.Page.GetByLabel("Words that mean the same").FillAsync("boule, loaf");
        await owner.Presses("Save");
        await Expect(owner.Toast).ToContainTextAsync("Saved. Visitors may use any of these words from now on.");
    }

    /// <summary>The new word counts as soon as the index was made anew, so the first try may come too early.</summary>
    private static async Task AsksAgain(Agent owner)
    {
        await owner.Page.GotoAsync("/knowledge/test");
        var found = owner.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = Loaf });
        await Eventually.True(async () =>
        {
            await Asks(owner);
            return await owner.Page.GetByRole(AriaRole.Heading, new() { Name = "It would answer", Exact = true }).IsVisibleAsync();
        }, "an answer");
        await Expect(found).ToContainTextAsync(new Regex(@"^\s*1\s*Bread"));
        await Expect(found).ToContainTextAsync("synonym, found as loaf");
    }

    private static async Task Asks(Agent owner)
    {
        await owner.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Question" }).FillAsync("What does a boule cost?");
        await owner.Presses("Test");
        await owner.Page.WaitForURLAsync("**query=*");
    }
}
