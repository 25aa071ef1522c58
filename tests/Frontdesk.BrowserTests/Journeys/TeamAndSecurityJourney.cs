using Frontdesk.BrowserTests.Harness;

namespace Frontdesk.BrowserTests.Journeys;

public sealed class TeamAndSecurityJourney(Stage stage) : Journey(stage)
{
    private readonly string _owner = $"ida-{Guid.NewGuid():n}@morgenrot.test";
    private readonly string _colleague = $"mo-{Guid.NewGuid():n}@morgenrot.test";

    [Fact]
    public async Task A_colleague_is_invited_joins_secures_the_account_and_is_out_at_once_when_removed()
    {
        var ida = await Agent();
        await ida.Registers(Server, "Ida Morgenrot", _owner, "Morgenrot");
        await Invites(ida);

        var mo = await Agent();
        WatchOf(mo.Page).Expects("/sign-in/second-step"); // the last try is refused
        await Accepts(mo);
        var secret = await mo.SwitchesOnTheSecondFactor();
        await SignsInWithBoth(mo, secret);

        await Removes(ida);
        await Expect(mo.Page.GetByRole(AriaRole.Heading, new() { Name = "Welcome back" })).ToBeVisibleAsync();
        await SignsIn(mo, Authenticator.Code(secret, 1));
        await Expect(mo.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Signing_out_everywhere_reaches_the_other_browser()
    {
        var (here, there) = (await Agent(), await Agent());
        await here.Registers(Server, "Ida Morgenrot", _owner, "Morgenrot");
        await there.SignsIn(_owner);

        await here.Page.GotoAsync("/account/sessions");
        await here.Presses("Sign out everywhere else");
        await here.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await Expect(there.Page.GetByRole(AriaRole.Heading, new() { Name = "Welcome back" })).ToBeVisibleAsync();
        await here.Page.GotoAsync("/account/sessions");
        await Expect(here.Page.GetByRole(AriaRole.Heading, new() { Name = "Sessions" })).ToBeVisibleAsync();
    }

    private async Task Invites(Agent ida)
    {
        await ida.Page.GotoAsync("/settings/team");
        await ida.Page.GetByRole(AriaRole.Link, new() { Name = "Invite" }).First.ClickAsync();
        await ida.Page.WaitForURLAsync("**/settings/team/invite");
        await ida.Page.GetByLabel("E-mail", new() { Exact = true }).FillAsync(_colleague);
        await ida.Presses("Send invitation");
        await Expect(ida.Page.GetByText(_colleague).First).ToBeVisibleAsync();
    }

    private async Task Accepts(Agent mo)
    {
        await mo.Page.GotoAsync(await Server.LinkOf(_colleague, "Join Morgenrot"));
        await Expect(mo.Page.GetByRole(AriaRole.Heading, new() { Name = "Join Morgenrot" })).ToBeVisibleAsync();
        await mo.Page.GetByLabel("Your name").FillAsync("Mo Abend");
        await mo.Page.GetByLabel("Password").FillAsync(RunningServer.Password);
        await mo.Presses("Create account and join");
        await mo.Page.WaitForURLAsync("**/inbox");
    }

    private async Task SignsInWithBoth(Agent mo, string secret)
    {
        await mo.Page.GetByRole(AriaRole.Button, new() { Name = "Your account" }).ClickAsync();
        await mo.Presses("Sign out");
        await SignsIn(mo, Authenticator.Code(secret));
        await mo.IsLive();
    }

    private async Task SignsIn(Agent mo, string code)
    {
        await mo.Page.GetByLabel("E-mail").FillAsync(_colleague);
        await mo.Page.GetByLabel("Password").FillAsync(RunningServer.Password);
        await mo.Presses("Sign in");
        await mo.Page.GetByLabel("Code").FillAsync(code);
        await mo.Presses("Continue");
    }

    private static async Task Removes(Agent ida)
    {
        await ida.Page.GotoAsync("/settings/team");
        await ida.Page.GetByRole(AriaRole.Link, new() { Name = "Mo Abend" }).First.ClickAsync();
        await ida.Presses("Remove");
        await ida.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(ida.Toast).ToBeVisibleAsync();
    }
}
