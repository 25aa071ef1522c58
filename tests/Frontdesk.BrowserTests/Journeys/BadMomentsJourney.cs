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
        await base.DisposeAsync();
        await own!.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_is_killed_and_started_again_loses_no_message_and_doubles_none()
    {
        var (visitor, sarah) = (await Visitor(), await Agent());
        WatchOf(visitor.Page).Expects("ERR_CONNECTION", "ERR_SOCKET", "ERR_EMPTY_RESPONSE", "WebSocket connection to");
        WatchOf(sarah.Page).Expects("ERR_CONNECTION", "ERR_SOCKET", "ERR_EMPTY_RESPONSE", "WebSocket connection to");
        await sarah.SignsIn(Harness.Agent.Owner);
        await visitor.OpensChat();
        await visitor.Says("How much is shipping?");
        await Expect(visitor.Answer).ToContainTextAsync("€4.90");
        await sarah.Opens(visitor);

        var postgres = Server.PostgresProcess();
        await visitor.Says("Is there express delivery?");
        await Server.Kill();
        await visitor.Composer.FillAsync("How long do I have to return something?");
        await Expect(visitor.Chat.GetByText("Reconnecting… Your messages are kept.")).ToBeVisibleAsync();
        await Expect(visitor.Composer).ToHaveValueAsync("How long do I have to return something?");
        await visitor.Composer.PressAsync("Enter");
        await visitor.Sees("How long do I have to return something?");
        await Expect(sarah.Page.GetByText("Reconnecting…")).ToBeVisibleAsync();

        await Server.StartAgain();
        Server.PostgresProcess().ShouldBe(postgres, "the orphaned PostgreSQL is adopted, not replaced");
        await Expect(visitor.Messages.GetByText("You have 30 days after delivery")).ToBeVisibleAsync(Patiently);
        await Expect(visitor.Chat.GetByText("Reconnecting… Your messages are kept.")).ToBeHiddenAsync();
        await Expect(sarah.Thread.GetByText("You have 30 days after delivery")).ToBeVisibleAsync(Patiently);
        await EachStandsThereOnce(visitor.Messages.Locator(".row.mine .bubble"));
        await EachStandsThereOnce(sarah.Thread.Locator(".message-customer .bubble"));

        await visitor.Page.ReloadAsync();
        await visitor.Launcher.ClickAsync();
        await visitor.Sees("You have 30 days after delivery");
        await EachStandsThereOnce(visitor.Messages.Locator(".row.mine .bubble"));
    }

    /// <summary>The waits between tries grow to 15 seconds.</summary>
    private static LocatorAssertionsToBeVisibleOptions Patiently => new() { Timeout = 30_000 };

    private static Task EachStandsThereOnce(ILocator said) =>
        Expect(said).ToHaveTextAsync(["How much is shipping?", "Is there express delivery?", "How long do I have to return something?"]);
}
