using Frontdesk.BrowserTests.Harness;

namespace Frontdesk.BrowserTests.Journeys;

public sealed class KeyboardAndSmallScreenJourney(Stage stage) : Journey(stage)
{
    private static BrowserNewContextOptions Phone => new() { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true, IsMobile = true };

    [Fact]
    public async Task An_agent_signs_in_takes_over_and_answers_by_keyboard_alone()
    {
        var (visitor, agent) = (await Visitor(), await Agent());
        await AsksByKeyboard(visitor);

        var keys = agent.Page.Keyboard;
        await agent.Page.GotoAsync("/inbox");
        await Expect(agent.Page.GetByLabel("E-mail")).ToBeFocusedAsync();
        await keys.TypeAsync(Harness.Agent.Owner);
        await keys.PressAsync("Tab");
        await keys.TypeAsync(RunningServer.Password);
        await keys.PressAsync("Enter");
        await Expect(agent.Row(visitor)).ToBeVisibleAsync();
        await agent.IsLive();

        await keys.PressAsync("j");
        await Expect(agent.Row(visitor).GetByRole(AriaRole.Link)).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await agent.Sees("I'd like to talk to a person.");
        await keys.PressAsync("t");
        await visitor.Sees("You're now chatting with Sarah Lindner");
        await Expect(agent.Reply).ToBeVisibleAsync();
        await keys.PressAsync("r");
        await Expect(agent.Reply).ToBeFocusedAsync();
        await keys.TypeAsync("Hello, how can I help?");
        await keys.PressAsync("Enter");
        await visitor.Sees("Hello, how can I help?");
    }

    [Fact]
    public async Task On_a_phone_the_chat_fills_the_screen_and_closes_again()
    {
        var visitor = await Visitor(Phone);
        await visitor.OpensChat();
        var panel = await visitor.Page.Locator("frontdesk-widget iframe").BoundingBoxAsync();
        (panel!.X, panel.Y, panel.Width, panel.Height).ShouldBe((0, 0, 360, 740));
        await visitor.Says("How much is shipping?");
        await Expect(visitor.Answer).ToContainTextAsync("€4.90");
        await FitsTheScreen(visitor.Page);
        (await visitor.Messages.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue();
        await visitor.Chat.GetByRole(AriaRole.Button, new() { Name = "Close chat" }).TapAsync();
        await Expect(visitor.Launcher).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_an_agent_goes_from_the_list_to_a_conversation_and_back()
    {
        var (visitor, agent) = (await Visitor(), await Agent(Phone));
        await visitor.OpensChat();
        await visitor.Says("I'd like to talk to a person.");
        await SignsInOnPhone(agent, "/inbox");
        await FitsTheScreen(agent.Page);

        await agent.Row(visitor).TapAsync();
        await agent.Header.GetByRole(AriaRole.Button, new() { Name = "Take over" }).TapAsync();
        await agent.Reply.FillAsync("Hello from the train.");
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).TapAsync();
        await visitor.Sees("Hello from the train.");
        await FitsTheScreen(agent.Page);
        await agent.Page.GetByRole(AriaRole.Link, new() { Name = "Back to the list" }).TapAsync();
        await Expect(agent.Row(visitor)).ToBeVisibleAsync();
        await Expect(agent.Row(visitor)).ToContainTextAsync("Hello from the train.");
        await FitsTheScreen(agent.Page);
    }

    [Fact]
    public async Task On_a_phone_the_current_tab_is_in_sight_though_it_is_the_last()
    {
        var owner = await Agent(Phone);
        await SignsInOnPhone(owner, "/knowledge/test");
        await Expect(owner.Page.GetByRole(AriaRole.Link, new() { Name = "Test", Exact = true })).ToBeInViewportAsync(new() { Ratio = .9f }); // half pixels count
        await FitsTheScreen(owner.Page);
    }

    private static async Task SignsInOnPhone(Agent agent, string to)
    {
        await agent.Page.GotoAsync(to);
        await agent.Page.GetByLabel("E-mail").FillAsync(Harness.Agent.Owner);
        await agent.Page.GetByLabel("Password").FillAsync(RunningServer.Password);
        await agent.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).TapAsync();
    }

    private static async Task AsksByKeyboard(Visitor visitor)
    {
        await visitor.Page.GotoAsync("/demo");
        await Expect(visitor.Launcher).ToBeVisibleAsync();
        for (var stops = 0; stops < 80 && !await HasFocus(visitor.Launcher); stops++) await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Composer).ToBeFocusedAsync();
        await visitor.Says("I'd like to talk to a person.");
    }

    private static Task<bool> HasFocus(ILocator element) => element.EvaluateAsync<bool>("element => element.matches(':focus')");

    private static async Task FitsTheScreen(IPage page) =>
        (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue("the page scrolls sideways");
}
