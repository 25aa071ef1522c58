using Frontdesk.BrowserTests.Harness;

namespace Frontdesk.BrowserTests.Journeys;

public sealed class OwnerFromNothingJourney(Stage stage) : Journey(stage)
{
    private static string FileOf(string name) => Path.Combine(AppContext.BaseDirectory, "Files", name);

    [Fact]
    public async Task An_owner_registers_teaches_a_chatbot_and_puts_it_on_their_website()
    {
        var owner = await Agent();
        await owner.Registers(Server, "Ida Morgenrot", $"ida-{Guid.NewGuid():n}@morgenrot.test", "Morgenrot");
        var snippet = await CreatesAChatbot(owner);
        await WritesAFaq(owner);
        await ImportsFaqs(owner);
        await UploadsDocuments(owner);

        await using var website = await Website.With(snippet);
        await GetsAnswersOn(website);
        await IsToldThatItWasSeen(owner, website);
        await AllowsAnotherWebsiteOnly(owner, website);
    }

    private static async Task<string> CreatesAChatbot(Agent owner)
    {
        await owner.Page.GetByLabel("Name").FillAsync("Ask Morgenrot");
        await owner.Page.GetByLabel("Greeting").FillAsync("Good morning! Ask us anything.");
        await owner.Presses("Create chatbot");
        await Expect(owner.Toast).ToContainTextAsync("Your chatbot is ready");
        await owner.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await owner.Presses("Copy");
        await Expect(owner.Page.GetByRole(AriaRole.Button, new() { Name = "Copied" })).ToBeVisibleAsync();
        var snippet = await owner.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        snippet.ShouldStartWith("<script async src=");
        return snippet;
    }

    private static async Task WritesAFaq(Agent owner)
    {
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Knowledge", Exact = true }).Last.ClickAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "FAQs" }).ClickAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "New FAQ" }).First.ClickAsync();
        await owner.Page.GetByLabel("Question", new() { Exact = true }).FillAsync("Do you deliver bread rolls?");
        await owner.Page.GetByLabel("Answer", new() { Exact = true }).FillAsync("Yes, **every morning before 7:00**, within the town.");
        await owner.Page.GetByLabel("Also asked as").FillAsync("bread rolls to my home\nmorning delivery");
        await owner.Presses("Create FAQ");
        await Expect(owner.Page.GetByRole(AriaRole.Link, new() { Name = "Do you deliver bread rolls?" })).ToBeVisibleAsync();
    }

    private static async Task ImportsFaqs(Agent owner)
    {
        var page = owner.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Import" }).ClickAsync();
        await page.GetByLabel("CSV file").SetInputFilesAsync(FileOf("faqs.csv"));
        await Expect(page.Locator("#import_preview")).ToContainTextAsync("3 rows");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
        await Expect(page.Locator("#import_result")).ToContainTextAsync("2 imported, 0 skipped, 1 with errors");
        await Expect(page.Locator("#import_result")).ToContainTextAsync("Row 3");
        await page.Locator("#import_result").GetByRole(AriaRole.Link, new() { Name = "Show them" }).ClickAsync();
        await Expect(owner.Page.GetByRole(AriaRole.Link, new() { Name = "Is there parking?" })).ToBeVisibleAsync();
        await Expect(owner.Page.GetByRole(AriaRole.Link, new() { Name = "Can I order by phone?" })).ToBeHiddenAsync();
    }

    /// <summary>Their states change before the owner's eyes, without a reload.</summary>
    private static async Task UploadsDocuments(Agent owner)
    {
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Documents" }).ClickAsync();
        await Expect(owner.Page.Locator(".upload-area")).ToBeVisibleAsync();
        await owner.Page.EvaluateAsync("window.sameDocument = true");
        await owner.Page.Locator("input[type=file]").SetInputFilesAsync(
            [FileOf("opening-hours.txt"), FileOf("wedding-cakes.md"), FileOf("gift-boxes.pdf"), FileOf("not-really.pdf")]);
        var rows = owner.Page.Locator("#sources tr");
        foreach (var title in new[] { "opening-hours", "wedding-cakes", "gift-boxes" })
        {
            await Expect(rows.Filter(new() { HasTextRegex = new(title.Replace('-', '.'), System.Text.RegularExpressions.RegexOptions.IgnoreCase) })).ToContainTextAsync("Ready");
        }

        await Expect(rows.Filter(new() { HasText = "not-really" })).ToContainTextAsync("This file ends in .pdf but is not a PDF. Save it as PDF again and upload that.");
        (await owner.Page.EvaluateAsync<bool>("window.sameDocument === true")).ShouldBeTrue();
    }

    private async Task GetsAnswersOn(Website website)
    {
        var visitor = await Visitor();
        await visitor.OpensChat(website.Address);
        await Expect(visitor.Chat.GetByText("Good morning! Ask us anything.")).ToBeVisibleAsync();
        await visitor.Says("Do you deliver bread rolls?");
        await Expect(visitor.Answer).ToContainTextAsync("Yes, every morning before 7:00, within the town.");
        await visitor.Says("Is there parking?");
        await Expect(visitor.Answer).ToContainTextAsync("ten places behind the house");
        await visitor.Says("How much does a tasting of wedding cakes cost?");
        await Expect(visitor.Answer).ToContainTextAsync("costs 30 euros for two people");
        await visitor.Says("How many pastries does a gift box hold?");
        await Expect(visitor.Answer).ToContainTextAsync("A gift box holds six pastries of your choice and costs 24 euros.");
        await visitor.Answer.GetByRole(AriaRole.Button, new() { NameRegex = new("^Source 1") }).Last.ClickAsync();
        await Expect(visitor.Chat.GetByRole(AriaRole.Dialog).Locator("blockquote")).ToContainTextAsync("A gift box holds six pastries");
    }

    private static async Task IsToldThatItWasSeen(Agent owner, Website website)
    {
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Chatbots", Exact = true }).ClickAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Ask Morgenrot", Exact = true }).ClickAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Install", Exact = true }).ClickAsync();
        await Expect(owner.Page.GetByText($"Installed. Seen on {new Uri(website.Address).Authority}")).ToBeVisibleAsync();
    }

    private async Task AllowsAnotherWebsiteOnly(Agent owner, Website website)
    {
        await owner.Page.GetByLabel("Allowed domains").FillAsync("morgenrot.example");
        await owner.Presses("Save changes");
        await Expect(owner.Toast).ToContainTextAsync("Saved. Visitors see it from now on.");

        var stranger = await Visitor();
        await stranger.Page.RunAndWaitForConsoleMessageAsync(() => stranger.Page.GotoAsync(website.Address), new()
        {
            Predicate = message => message.Text == "Frontdesk does not start: localhost is not an allowed domain.",
        });
        await Expect(stranger.Page.Locator("frontdesk-widget")).ToHaveCountAsync(0);
    }
}
