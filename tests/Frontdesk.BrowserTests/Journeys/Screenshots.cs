using Frontdesk.BrowserTests.Harness;

namespace Frontdesk.BrowserTests.Journeys;

/// <summary>The pictures of the README and the docs, taken from a shop on a busy afternoon. Asked for by FRONTDESK_SCREENSHOTS=1.</summary>
public sealed class Screenshots(Stage stage) : Journey(stage)
{
    private RunningServer? own;

    public static bool AreWanted => Environment.GetEnvironmentVariable("FRONTDESK_SCREENSHOTS") == "1";

    protected override RunningServer Server => own!;

    public override async ValueTask InitializeAsync() => own = await RunningServer.Start();

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            await own!.DisposeAsync();
        }
    }

    [Fact(Skip = "Set FRONTDESK_SCREENSHOTS=1 to take them.", SkipUnless = nameof(AreWanted))]
    public async Task Of_a_shop_on_a_busy_afternoon()
    {
        using var office = new Tarnholt(Server.Origin);
        var inFront = await BusyAfternoon(office);
        var sarah = await Agent(new() { ViewportSize = new() { Width = 1440, Height = 900 }, ColorScheme = ColorScheme.Light, Locale = "en-GB" });
        await sarah.SignsIn(Harness.Agent.Owner);
        await sarah.SwitchesOnTheSecondFactor(); // else each page begins with the advice to do so
        await TakeInbox(sarah, inFront, "inbox");
        await TakePage(sarah, "/knowledge", "knowledge");
        await sarah.Page.GotoAsync("/knowledge/test?query=workshop"); // the first question waits for the index
        await TakePage(sarah, "/knowledge/test?query=Can+I+bring+my+gear+to+the+workshop+on+Saturdays%3F", "knowledge-test");
        await TakePage(sarah, "/chatbots", "chatbots");
        await sarah.Page.GetByRole(AriaRole.Link, new() { Name = "Tarnholt Support", Exact = true }).ClickAsync();
        await Expect(sarah.Page.GetByLabel("Greeting")).ToBeVisibleAsync();
        await Take(sarah.Page, "chatbot-settings");
        await sarah.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await TakeInbox(sarah, inFront, "inbox-dark");
        await TakeWidget(new() { ViewportSize = new() { Width = 1280, Height = 860 } }, "widget");
        await TakeWidget(new() { ViewportSize = new() { Width = 390, Height = 844 }, IsMobile = true, HasTouch = true }, "widget-mobile");
    }

    private static async Task<Guest> BusyAfternoon(Tarnholt office)
    {
        var (sarah, mike) = (await office.SignIn(Harness.Agent.Owner), await office.SignIn(Harness.Agent.Colleague));
        var exchange = await office.Asks("returns", "Returns and exchanges", "de-DE", "Can I exchange for another size or colour?");
        await office.Does(mike, exchange, "takeover");
        await office.Replies(mike, exchange, "I have put a Ridge 45 in L aside for you until Friday.");
        await office.Says(exchange, "Perfect, thank you Mike!");
        await office.Does(mike, exchange, "resolve");
        await office.Rates(exchange, 5, "Quick and kind.");

        await office.Asks("shipping", "Shipping", "fr-FR", "How long does delivery take?", "Which countries do you ship to?");
        await office.Asks("care", "Care guide", "en-GB", "How do I wash my rain jacket?");
        var tent = await office.Asks("tents", "Lull 2 and Lull 3", "nl-NL", "Can I return a tent after I have pitched it?");
        await office.Does(sarah, tent, "takeover");
        await office.Replies(sarah, tent, "One night on dry grass is fine, just shake it out before you pack it.");
        await office.Asks("gift-cards", "Gift cards", "en-GB", "Do you have gift cards?");
        await office.Asks("warranty", "Warranty and repair", "de-AT", "What does a repair cost?", "I'd like to talk to a person.");
        await office.Asks("sizing", "Sizing guide", "sv-SE", "Which pack size do I need?");

        var zip = await office.Asks("warranty", "Warranty and repair", "en-GB", "How long is the warranty?", "What happens on the first Saturday of each month at the workshop?", "Can you repair my espresso machine?");
        await office.Does(sarah, zip, "takeover");
        await office.Replies(sarah, zip, "Hi, this is Sarah. Only our own gear, I'm afraid. But is something of yours broken too?");
        await office.Says(zip, "Fair enough! The zip of my Ridge 45 is stuck, series R45-0312.");
        await office.Replies(sarah, zip, "That is from 2021, so it is still under warranty. Shall I send you a label, or will you bring it on Saturday?");
        await office.Says(zip, "I'll bring it on Saturday, then I can watch.");
        return zip;
    }

    private static async Task TakeInbox(Agent agent, Guest inFront, string name)
    {
        await agent.Page.GotoAsync($"/inbox/{inFront.Conversation}");
        await agent.Sees("then I can watch");
        await agent.IsLive();
        await agent.Reply.FillAsync("Good idea. We open at ten, coffee is ready.");
        await Take(agent.Page, name);
        await agent.Reply.FillAsync("");
    }

    private static async Task TakePage(Agent agent, string address, string name)
    {
        await agent.Page.GotoAsync(address);
        await agent.IsLive();
        await Take(agent.Page, name);
    }

    private async Task TakeWidget(BrowserNewContextOptions browser, string name)
    {
        var visitor = await Visitor(browser);
        await visitor.OpensChat();
        await visitor.Says("What happens on the first Saturday of each month at the workshop?");
        await Expect(visitor.Answer).ToContainTextAsync("you can bring your Tarnholt gear");
        await visitor.Says("How long is the warranty?");
        await Expect(visitor.Answer).ToContainTextAsync("10 years on packs");
        await Expect(visitor.Answer.Locator(".sources")).ToBeVisibleAsync();
        await Take(visitor.Page, name);
    }

    private static async Task Take(IPage page, string name)
    {
        await page.EvaluateAsync("document.fonts.ready.then(() => {})");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), $"{name}.png"), Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
    }

    private static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Frontdesk.slnx"))) root = root.Parent;
        return Path.Combine(root!.FullName, "docs", "screenshots");
    }
}
