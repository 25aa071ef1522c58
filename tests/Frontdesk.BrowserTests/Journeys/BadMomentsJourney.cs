using Frontdesk.BrowserTests.Harness;

namespace Frontdesk.BrowserTests.Journeys;

/// <summary>On a server of its own, because it gets killed.</summary>
public sealed class BadMomentsJourney(Stage stage) : Journey(stage)
{
    private RunningServer? own;

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

    [Fact]
    public async Task A_server_that_is_killed_and_started_again_loses_no_message_and_doubles_none()
    {
        var (visitor, sarah) = (await Visitor(), await Agent());
        foreach (var page in new[] { visitor.Page, sarah.Page }) WatchOf(page).Expects("ERR_CONNECTION", "ERR_SOCKET", "ERR_EMPTY_RESPONSE", "WebSocket connection to");
        await sarah.SignsIn(Harness.Agent.Owner);
        await visitor.OpensChat();
        await visitor.Says("My parcel came without the poles.");
        await sarah.Opens(visitor);
        await sarah.TakesOver();
        await visitor.Sees("You're now chatting with Sarah Lindner");

        var postgres = Server.PostgresProcess();
        await visitor.Says("The order is TH-20417.");
        await Server.Kill();
        await visitor.Composer.FillAsync("Are you still there?");
        await Expect(Interrupted(visitor)).ToBeVisibleAsync();
        await Expect(visitor.Composer).ToHaveValueAsync("Are you still there?");
        await visitor.Composer.PressAsync("Enter");
        await Expect(sarah.Page.GetByText("Reconnecting…")).ToBeVisibleAsync();

        await Server.StartAgain();
        Server.PostgresProcess().ShouldBe(postgres, "the orphaned PostgreSQL is adopted, not replaced");
        await Expect(Interrupted(visitor)).ToBeHiddenAsync(Patiently);
        await Expect(sarah.Thread.GetByText("Are you still there?")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await EachStandsThereOnce(visitor.Messages.Locator(".row.mine .bubble"));
        await EachStandsThereOnce(sarah.Thread.Locator(".message-customer .bubble"));
        await sarah.Says("I am, sorry. New poles are on their way.");
        await visitor.Sees("New poles are on their way.");

        await visitor.Page.ReloadAsync();
        await visitor.Launcher.ClickAsync();
        await visitor.Sees("New poles are on their way.");
        await EachStandsThereOnce(visitor.Messages.Locator(".row.mine .bubble"));
    }

    [Fact]
    public async Task What_a_visitor_writes_while_the_server_is_away_survives_a_reload_and_arrives_once_and_in_order()
    {
        var (visitor, sarah) = (await Visitor(), await Agent());
        foreach (var page in new[] { visitor.Page, sarah.Page }) WatchOf(page).Expects("ERR_CONNECTION", "ERR_SOCKET", "ERR_EMPTY_RESPONSE", "WebSocket connection to");
        await sarah.SignsIn(Harness.Agent.Owner);
        await visitor.OpensChat();
        await visitor.Says("My parcel came without the poles.");
        await sarah.Opens(visitor);
        await sarah.TakesOver();
        await visitor.Sees("You're now chatting with Sarah Lindner");

        await Server.Kill();
        foreach (var words in new[] { "The order is TH-20417.", "Are you still there?" })
        {
            await visitor.Composer.FillAsync(words);
            await visitor.Composer.PressAsync("Enter");
            await visitor.Sees(words);
        }

        await visitor.Page.ReloadAsync().ContinueWith(_ => { }, TaskScheduler.Default); // its page is gone with the server
        await Server.StartAgain();
        await visitor.Page.GotoAsync("/demo");
        await visitor.Launcher.ClickAsync();

        await Expect(sarah.Thread.GetByText("Are you still there?")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await EachStandsThereOnce(visitor.Messages.Locator(".row.mine .bubble"));
        await EachStandsThereOnce(sarah.Thread.Locator(".message-customer .bubble"));
    }

    private static ILocator Interrupted(Visitor visitor) => visitor.Chat.GetByText("Reconnecting… Your messages are kept.");

    /// <summary>The waits between tries grow to 15 seconds.</summary>
    private static LocatorAssertionsToBeHiddenOptions Patiently => new() { Timeout = 30_000 };

    private static Task EachStandsThereOnce(ILocator said) =>
        Expect(said).ToHaveTextAsync(["My parcel came without the poles.", "The order is TH-20417.", "Are you still there?"]);
}
