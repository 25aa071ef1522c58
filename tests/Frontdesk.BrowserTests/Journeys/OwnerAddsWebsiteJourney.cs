using Frontdesk.BrowserTests.Harness;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.BrowserTests.Journeys;

public sealed class OwnerAddsWebsiteJourney(Stage stage) : Journey(stage)
{
    private const string Delivery = "We bring bread rolls to your door for 3 euros a week.";
    private readonly TaskCompletionSource startPageMayAnswer = new(), deliveryMayAnswer = new();

    [Fact]
    public async Task An_owner_adds_a_website_watches_it_being_read_and_visitors_are_answered_from_its_pages()
    {
        var bakery = await Bakery.Open(Server);
        await using var website = await SlowWebsite(bakery.Snippet);
        var owner = await Agent();
        await owner.SignsIn(bakery.Email, to: "/knowledge/sites");

        await Adds(owner, website);
        await WatchesItBeingRead(owner);
        await SeesWhatWasReadAndWhatNot(owner);
        await LetsItBeReadEveryDay(owner);
        await GetsAnAnswerFromAPage(await Visitor(), website);
    }

    /// <summary>Pages that wait until the owner has seen what comes before them.</summary>
    private async Task<ScriptedSite> SlowWebsite(string snippet)
    {
        var site = await ScriptedSite.Start();
        site.Bytes("/robots.txt", "User-agent: *\nDisallow: /staff"u8.ToArray(), "text/plain");
        Answers(site, "/", "Morgenrot bakery", $"""<p>Bread and cakes since 1931. <a href="/delivery">Delivery</a> <a href="/cakes">Cakes</a> <a href="/staff">For our staff</a></p>{snippet}""", startPageMayAnswer.Task);
        Answers(site, "/delivery", "Delivery", $"<p>{Delivery} Order until noon of the day before.</p>", deliveryMayAnswer.Task);
        Answers(site, "/cakes", "Cakes", "<p>A birthday cake for twelve people costs 38 euros and takes us two days.</p>", Task.CompletedTask);
        Answers(site, "/staff", "For our staff", "<p>The early shift begins at two in the morning.</p>", Task.CompletedTask);
        return site;
    }

    private static void Answers(ScriptedSite site, string path, string title, string body, Task when) => site.On(path, async (http, ct) =>
    {
        await when.WaitAsync(ct);
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync($"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><link rel="icon" href="data:,"></head>
            <body><main><h1>{title}</h1>{body}</main></body>
            </html>
            """, ct);
    });

    private static async Task Adds(Agent owner, ScriptedSite website)
    {
        await Expect(owner.Page.GetByText("Answer from your website")).ToBeVisibleAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Add a website" }).First.ClickAsync();
        await owner.Page.GetByLabel("Address").FillAsync(website.Origin);
        await owner.Presses("Read this website");
        await Expect(owner.Page.GetByRole(AriaRole.Heading, new() { Name = new Uri(website.Origin).Authority })).ToBeVisibleAsync();
    }

    /// <summary>What is found and read appears before the owner's eyes, without a reload, and leaves alone what the owner types meanwhile.</summary>
    private async Task WatchesItBeingRead(Agent owner)
    {
        await owner.Page.EvaluateAsync("window.sameDocument = true");
        await Expect(owner.Page.GetByText("Reading", new() { Exact = true })).ToBeVisibleAsync();
        await owner.Page.GetByText("How far it is read").ClickAsync();
        await owner.Page.GetByLabel("Most pages").FillAsync("40");
        startPageMayAnswer.SetResult();
        await Expect(owner.Page.GetByText("1 of 4")).ToBeVisibleAsync();
        await Expect(Row(owner, "Morgenrot bakery")).ToContainTextAsync("Read");
        deliveryMayAnswer.SetResult();
        await Expect(owner.Page.GetByText("Ready", new() { Exact = true })).ToBeVisibleAsync();
        (await owner.Page.EvaluateAsync<bool>("window.sameDocument === true")).ShouldBeTrue();
        await Expect(owner.Page.GetByLabel("Most pages")).ToHaveValueAsync("40");
        await owner.IsLive();
    }

    private static async Task SeesWhatWasReadAndWhatNot(Agent owner)
    {
        foreach (var title in new[] { "Morgenrot bakery", "Delivery", "Cakes" }) await Expect(Row(owner, title)).ToContainTextAsync("Read");
        await Expect(Row(owner, "/staff")).ToContainTextAsync("Left out");
        await Expect(Row(owner, "/staff")).ToContainTextAsync("The website's robots.txt asks robots to stay away from this page.");
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Delivery", Exact = true }).ClickAsync();
        await Expect(owner.Page.GetByText(Delivery)).ToBeVisibleAsync();
        await owner.Page.GoBackAsync();
    }

    private static async Task LetsItBeReadEveryDay(Agent owner)
    {
        await Expect(owner.Page.GetByText("It is read again when you say so.")).ToBeVisibleAsync();
        await owner.Page.GetByText("When it is read again").ClickAsync();
        await owner.Page.GetByLabel("Read it again by itself").CheckAsync();
        await owner.Page.GetByLabel("How often").SelectOptionAsync("Every day");
        await owner.Page.GetByLabel("At", new() { Exact = true }).FillAsync("03:30");
        await owner.Page.GetByLabel("Time zone").FillAsync("Europe/Vienna");
        await owner.Presses("Save settings");
        await Expect(owner.Toast).ToContainTextAsync("Saved.");
        await Expect(owner.Page.GetByText("03:30 Europe/Vienna")).ToBeVisibleAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Websites" }).ClickAsync();
        await Expect(owner.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "3 pages" })).ToContainTextAsync("03:30 Europe/Vienna");
    }

    private static async Task GetsAnAnswerFromAPage(Visitor visitor, ScriptedSite website)
    {
        await visitor.OpensChat($"http://localhost:{website.Port}/");
        await visitor.Says("How much is it to get bread rolls brought to my door?");
        await Expect(visitor.Answer).ToContainTextAsync(Delivery);
        await visitor.Answer.GetByRole(AriaRole.Button, new() { Name = "Source 1: Delivery" }).Last.ClickAsync();
        var sheet = visitor.Chat.GetByRole(AriaRole.Dialog);
        await Expect(sheet.Locator("blockquote")).ToContainTextAsync(Delivery);
        await Expect(sheet.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", $"{website.Origin}/delivery");
    }

    private static ILocator Row(Agent owner, string page) => owner.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = page });
}
