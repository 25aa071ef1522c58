namespace Frontdesk.BrowserTests.Harness;

/// <summary>Somebody on a website with the widget.</summary>
internal sealed class Visitor(IPage page, string frontdesk)
{
    public IPage Page => page;

    /// <summary>Known from the first message on.</summary>
    public string ConversationId { get; private set; } = "";

    public ILocator Launcher => page.Locator("frontdesk-widget").GetByRole(AriaRole.Button, new() { NameRegex = new("^Chat with us") });

    public IFrameLocator Chat => page.FrameLocator("frontdesk-widget iframe");

    public ILocator Composer => Chat.GetByRole(AriaRole.Textbox, new() { Name = "Message", Exact = true });

    public ILocator Messages => Chat.GetByRole(AriaRole.Log);

    /// <summary>The newest thing that was said to the visitor.</summary>
    public ILocator Answer => Messages.Locator(".row.theirs").Last;

    public async Task OpensChat(string address = "/demo")
    {
        await page.GotoAsync(address);
        await Launcher.ClickAsync();
        await Expect(Composer).ToBeVisibleAsync();
    }

    public async Task Says(string words)
    {
        await Composer.FillAsync(words);
        await Sending(() => Composer.PressAsync("Enter"));
        await Sees(words);
    }

    public Task Chooses(string starterQuestion) =>
        Sending(() => Chat.GetByRole(AriaRole.Button, new() { Name = starterQuestion }).ClickAsync());

    public Task Sees(string words) => Expect(Messages.GetByText(words).Last).ToBeVisibleAsync();

    /// <summary>The first message tells which conversation this is.</summary>
    private async Task Sending(Func<Task> act)
    {
        if (ConversationId.Length > 0)
        {
            await act();
            return;
        }

        var response = await page.RunAndWaitForResponseAsync(act, $"{frontdesk}/api/public/chat/message");
        ConversationId = (await response.JsonAsync())!.Value.GetProperty("conversation_id").GetString()!;
    }
}
