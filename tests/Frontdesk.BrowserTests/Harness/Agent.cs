namespace Frontdesk.BrowserTests.Harness;

/// <summary>Somebody at the dashboard.</summary>
internal sealed class Agent(IPage page)
{
    public const string Owner = "owner@demo.test";
    public const string Colleague = "agent@demo.test";

    public IPage Page => page;

    public ILocator Thread => page.GetByRole(AriaRole.Log, new() { Name = "Messages" });

    public ILocator Details => page.GetByRole(AriaRole.Complementary, new() { Name = "Details" });

    public ILocator Reply => page.Locator(".composer-input");

    public ILocator Header => page.Locator(".conversation-header");

    public ILocator Toast => page.Locator("#toasts");

    public ILocator Row(Visitor visitor) => page.Locator($"#row_{visitor.ConversationId}");

    /// <summary>Goes to a page, is asked who they are, and ends up where they wanted to go.</summary>
    public async Task SignsIn(string email, string password = RunningServer.Password, string to = "/inbox")
    {
        await page.GotoAsync(to);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Welcome back" })).ToBeVisibleAsync();
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(password);
        await Presses("Sign in");
        await page.WaitForURLAsync($"**{to}");
        await IsLive();
    }

    /// <summary>The page's script runs and hears of what happens.</summary>
    public Task IsLive() => Expect(page.GetByRole(AriaRole.Status).GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();

    /// <summary>From the form by the mail to the first page of the new workspace.</summary>
    public async Task Registers(RunningServer server, string name, string email, string company)
    {
        await page.GotoAsync("/register");
        await page.GetByLabel("Your name").FillAsync(name);
        await page.GetByLabel("Work e-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync(RunningServer.Password);
        await page.GetByLabel("Company").FillAsync(company);
        await page.GetByLabel("Website").FillAsync("https://morgenrot.example");
        await page.GetByLabel("Industry").SelectOptionAsync("Online shop");
        await Presses("Create account");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Look into your mail" })).ToBeVisibleAsync();
        await page.GotoAsync(await server.LinkOf(email, ""));
        await Presses("Confirm");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New chatbot" })).ToBeVisibleAsync();
    }

    /// <returns>The secret, from which the codes come.</returns>
    public async Task<string> SwitchesOnTheSecondFactor()
    {
        await page.GotoAsync("/account/two-factor");
        await page.GetByLabel("Your password").FillAsync(RunningServer.Password);
        await Presses("Set up");
        var secret = await page.GetByLabel("The secret for your app", new() { Exact = true }).InnerTextAsync();
        await page.GetByLabel("The six digits").FillAsync(Authenticator.Code(secret, -1));
        await Presses("Switch on");
        await page.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
        await page.WaitForURLAsync("**/inbox");
        return secret;
    }

    public async Task Opens(Visitor visitor)
    {
        await Row(visitor).ClickAsync();
        await page.WaitForURLAsync($"**/inbox/{visitor.ConversationId}*");
        await Expect(Header).ToBeVisibleAsync();
    }

    public Task Presses(string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).First.ClickAsync();

    public async Task TakesOver()
    {
        await Header.GetByRole(AriaRole.Button, new() { Name = "Take over" }).ClickAsync();
        await Expect(Reply).ToBeVisibleAsync();
    }

    public async Task Says(string words)
    {
        await Reply.FillAsync(words);
        await Reply.PressAsync("Enter");
        await Sees(words);
    }

    public Task Sees(string words) => Expect(Thread.GetByText(words).Filter(new() { Visible = true }).Last).ToBeVisibleAsync();
}
