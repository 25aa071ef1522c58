namespace Frontdesk.BrowserTests.Harness;

/// <summary>A journey through the product. Each person in it has a browser of their own, and none of the browsers may complain.</summary>
public abstract class Journey(Stage stage) : IAsyncLifetime
{
    private readonly List<(IPage Page, Watch Watch)> pages = [];

    protected virtual RunningServer Server => stage.Server;

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (TestContext.Current.TestState?.Result == TestResult.Failed) await KeepPictures();
        foreach (var (page, _) in pages) await page.Context.CloseAsync();
        pages.SelectMany(p => p.Watch.Complaints).ShouldBeEmpty();
    }

    private protected async Task<Visitor> Visitor(BrowserNewContextOptions? browser = null) => new(await NewPage(browser), Server.Origin);

    private protected async Task<Agent> Agent(BrowserNewContextOptions? browser = null) => new(await NewPage(browser));

    private protected Watch WatchOf(IPage page) => pages.Single(p => p.Page == page).Watch;

    private async Task<IPage> NewPage(BrowserNewContextOptions? browser)
    {
        var context = await stage.Chromium.NewContextAsync(new(browser ?? new() { ViewportSize = new() { Width = 1440, Height = 900 } }) { BaseURL = Server.Origin });
        var watch = new Watch(context, Server.Origin);
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(15_000);
        pages.Add((page, watch));
        return page;
    }

    /// <summary>What each person saw last, below artifacts/journeys.</summary>
    private async Task KeepPictures()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "journeys");
        foreach (var (page, at) in pages.Select((p, at) => (p.Page, at)))
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{TestContext.Current.TestMethod?.MethodName}-{at}.png") });
        }
    }
}
