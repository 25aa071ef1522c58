using System.Diagnostics;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn.Providers;

/// <summary>The whole way with a certified implementation of OpenID Connect (tests/peers/oidc-provider.mjs).</summary>
public sealed class ARealProvider(ProvidersApp app) : IClassFixture<ProvidersApp>, IAsyncLifetime
{
    private Process _peer = null!;
    private string _issuer = "";

    public async ValueTask InitializeAsync()
    {
        _peer = Process.Start(new ProcessStartInfo("node", Path.Combine(Root(), "tests", "peers", "oidc-provider.mjs"))
        {
            RedirectStandardInput = true, // it ends when this closes, whatever becomes of the tests
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _peer.BeginErrorReadLine();
        _issuer = (await _peer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull("the peer has ended; was npm ci run?");
    }

    public async ValueTask DisposeAsync()
    {
        _peer.StandardInput.Close();
        await _peer.WaitForExitAsync();
        _peer.Dispose();
    }

    [Fact]
    public async Task It_signs_in_somebody_new_and_knows_them_again()
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var connection = (await owner.Post("/api/v1/sso-connections", new
        {
            name = "Corp",
            issuer = _issuer,
            client_id = "frontdesk",
            client_secret = "peer secret: +/&=%",
            email_domains = new[] { "corp.test" },
            create_members = true,
            default_role = "viewer",
        })).Ok()["id"].GetGuid();
        (await owner.Post($"/api/v1/sso-connections/{connection}/test")).Ok()["works"].GetBoolean().ShouldBeTrue();
        var email = ProvidersApp.Address();
        using var ann = app.Browser();

        await ann.Opens($"/sign-in/sso/{connection}");
        Browser.Words(await ann.Sends(ann.At.AbsoluteUri, ("login", email))).ShouldContain("Check your mail", customMessage: await Error(owner, connection));
        await ann.Sends(app.Node.Url + "/sign-in/confirm", ("token", ProvidersApp.TokenIn(await app.Letter(email))));
        await ann.Opens($"{app.Node.Url}/sign-in/sso/{connection}"); // still signed in there

        var me = (await ann.Me()).Ok();
        (me["email"].GetString(), me["role"].GetString(), me["workspace_id"].GetGuid()).ShouldBe((email, "viewer", owner.WorkspaceId));
        (await Error(owner, connection)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Its_refusal_of_a_wrong_secret_is_told_to_the_owner()
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var connection = (await owner.Post("/api/v1/sso-connections", new { name = "Corp", issuer = _issuer, client_id = "frontdesk", client_secret = "wrong", email_domains = new[] { "corp.test" } })).Ok()["id"].GetGuid();
        using var ann = app.Browser();

        await ann.Opens($"/sign-in/sso/{connection}");
        (await ann.Sends(ann.At.AbsoluteUri, ("login", ProvidersApp.Address()))).Status.ShouldBe(422);

        (await Error(owner, connection)).ShouldContain("invalid_client");
    }

    private static async Task<string> Error(Agent owner, Guid connection) => (await owner.Get($"/api/v1/sso-connections/{connection}")).Ok()["last_error"].GetString() ?? "";

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Frontdesk.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
