using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn;

/// <summary>Accounts, sessions and everything that hangs on them.</summary>
public sealed class SigningIn(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task A_new_owner_is_signed_in_and_known()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");

        var me = (await sarah.Get("/api/v1/auth/me")).Ok();

        me["email"].GetString().ShouldBe(sarah.Email);
        me["role"].GetString().ShouldBe("owner");
        (await sarah.SignsInAgain()).WorkspaceId.ShouldBe(sarah.WorkspaceId);
    }

    [Theory]
    [InlineData("email", "no address")]
    [InlineData("email", "Sarah <sarah@x.test>")]
    [InlineData("password", "short7!")]
    [InlineData("password", "no-digit-or-upper")]
    [InlineData("company_name", "x")]
    [InlineData("website_url", "ftp://x.test")]
    public async Task A_registration_says_which_field_is_wrong(string field, string value)
    {
        var body = new Dictionary<string, string> { ["email"] = $"{Guid.NewGuid():N}@x.test", ["password"] = Agent.Password, ["company_name"] = "Company", [field] = value };

        (await app.Node.Post("/api/v1/auth/register", body)).Refused(422, "invalid_fields")["errors"].TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task An_address_is_taken_only_once_in_whatever_letters_even_at_once()
    {
        await Agent.Registers(app, "First", "First Company");
        var email = $"{Guid.NewGuid():N}@x.test";
        object Registration(string address) => new { email = address, password = Agent.Password, company_name = "Company" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => app.Node.Post("/api/v1/auth/register", Registration(n % 2 == 0 ? email : email.ToUpperInvariant()))));

        answers.ShouldAllBe(a => a.Status == 201 || a.Status == 202);
        var tokens = new List<string>();
        await app.JobsAreDone();
        foreach (var mail in app.Mails(email).Where(m => m.Subject.StartsWith("Confirm", StringComparison.Ordinal)))
        {
            tokens.Add(mail.Token);
        }

        await Task.WhenAll(tokens.Select(token => app.Node.Post("/api/v1/auth/verify-email", new { token, password = Agent.Password })));
        (await app.Value<long>("select count(*) from users where normalized_email = $1", email.ToUpperInvariant())).ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_password_is_answered_like_an_unknown_address()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");

        var wrong = await LogIn(sarah.Email, "Wrong-Horse-7");
        var unknown = await LogIn("nobody@company.test", "Wrong-Horse-7");

        wrong.Refused(401, "sign_in_refused");
        Untraced(unknown).ShouldBe(Untraced(wrong));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_an_account_for_a_while()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        for (var n = 0; n < 4; n++)
        {
            (await LogIn(sarah.Email, "Wrong-Horse-7")).Refused(401, "sign_in_refused");
        }

        (await LogIn(sarah.Email, Agent.Password)).Ok(); // the right one in time starts the count again
        for (var n = 0; n < 5; n++)
        {
            (await LogIn(sarah.Email, "Wrong-Horse-7")).Refused(401, "sign_in_refused");
        }

        (await LogIn(sarah.Email, Agent.Password)).Refused(401, "sign_in_refused");
        await app.Execute("update users set locked_until = now() - interval '1 second' where id = $1", sarah.UserId);
        (await LogIn(sarah.Email, Agent.Password)).Ok();
    }

    [Fact]
    public async Task A_refresh_token_works_once_and_its_second_use_ends_the_session()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var line = await sarah.Connects();

        var fresh = (await Refresh(sarah.RefreshCookie)).Ok();
        (await app.Node.Get("/api/v1/auth/me", fresh["access_token"].GetString())).Ok();
        (await Refresh(sarah.RefreshCookie)).Refused(401, "token_invalid"); // somebody has copied it

        (await Refresh(Agent.CookieOf(fresh))).Refused(401, "token_invalid");
        (await app.Node.Get("/api/v1/auth/me", fresh["access_token"].GetString())).Refused(401, "not_signed_in");
        (await line.ClosedWith()).ShouldBe(4409);
    }

    [Fact]
    public async Task Of_two_refreshes_with_one_token_at_once_one_wins()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Refresh(sarah.RefreshCookie)));

        answers.Count(a => a.Status == 200).ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData("fd_refresh=")]
    [InlineData("fd_refresh=garbage")]
    [InlineData("other=1")]
    public async Task Without_a_refresh_token_there_is_no_fresh_one(string cookie) => (await Refresh(cookie)).Refused(401, "token_invalid");

    [Fact]
    public async Task Another_website_cannot_refresh()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        (await app.Node.Post("/api/v1/auth/refresh", null, null, ("Cookie", sarah.RefreshCookie), ("Origin", "https://evil.test"))).Refused(401, "token_invalid");
    }

    [Fact]
    public async Task Logging_out_ends_token_refresh_and_socket_on_every_node()
    {
        var second = await app.SecondNode();
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var elsewhere = await sarah.SignsInAgain();
        var (here, there) = (await sarah.Connects(), await sarah.Connects(to: second));
        var other = await elsewhere.Connects();

        (await sarah.Post("/api/v1/auth/logout")).Status.ShouldBe(204);

        (await sarah.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
        (await Refresh(sarah.RefreshCookie)).Refused(401, "token_invalid");
        (await here.ClosedWith()).ShouldBe(4409);
        (await there.ClosedWith()).ShouldBe(4409);
        (await elsewhere.Get("/api/v1/auth/me")).Ok();
        await other.Settles();
    }

    [Fact]
    public async Task A_sixth_session_ends_the_one_idle_longest_with_its_socket()
    {
        var first = await Agent.Registers(app, "Sarah", "Tarnholt");
        var line = await first.Connects();
        var second = await first.SignsInAgain();
        for (var n = 0; n < 4; n++)
        {
            await first.SignsInAgain();
        }

        (await first.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
        (await second.Get("/api/v1/auth/me")).Ok();
        (await line.ClosedWith()).ShouldBe(4409);
    }

    private Task<Reply> LogIn(string email, string password) => app.Node.Post("/api/v1/auth/login", new { email, password });

    private Task<Reply> Refresh(string cookie) => app.Node.Post("/api/v1/auth/refresh", null, null, ("Cookie", cookie));

    /// <summary>The answer without the id that every request has of its own.</summary>
    private static string Untraced(Reply reply) => string.Join('\n', reply.Body.EnumerateObject().Where(p => p.Name is not ("traceId" or "trace_id")).Select(p => p.ToString())) + reply.Status;
}
