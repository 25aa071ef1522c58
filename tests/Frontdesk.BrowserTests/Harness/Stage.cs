using Frontdesk.BrowserTests.Harness;

[assembly: AssemblyFixture(typeof(Stage))]
// Two people and a server already fill two cores; journeys side by side would only wait for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Frontdesk.BrowserTests.Harness;

/// <summary>What all journeys of a run share: one server with the demo company, and one Chromium.</summary>
public sealed class Stage : IAsyncLifetime
{
    private IPlaywright? playwright;

    public RunningServer Server { get; private set; } = null!;

    public IBrowser Chromium { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(10_000);
        var server = RunningServer.Start();
        playwright = await Playwright.CreateAsync();
        Chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Installed(),
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        Server = await server;
    }

    public async ValueTask DisposeAsync()
    {
        await Chromium.DisposeAsync();
        playwright?.Dispose();
        await Server.DisposeAsync();
    }

    private static string Installed() =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':')
            .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }, Path.Combine)
            .FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("Chromium is missing. Install the package chromium.");
}
