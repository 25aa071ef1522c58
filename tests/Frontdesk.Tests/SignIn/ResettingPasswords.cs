using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn;

/// <summary>A new password by mail.</summary>
public sealed class ResettingPasswords(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Fresh = "Fresh-Horse-8";
    private const string Subject = "Set a new password";

    [Fact]
    public async Task A_new_password_replaces_the_old_one_and_ends_every_session()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var line = await sarah.Connects();
        var token = await Asks(sarah);

        var answer = (await Resets(token, Fresh)).Ok();

        answer.Headers["Set-Cookie"].ShouldBeEmpty(); // it signs nobody in
        answer.Body.TryGetProperty("access_token", out _).ShouldBeFalse();
        (await sarah.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
        (await line.ClosedWith()).ShouldBe(4409);
        (await LogsIn(sarah.Email, Agent.Password)).Refused(401, "sign_in_refused");
        (await LogsIn(sarah.Email, Fresh)).Ok();
        (await app.Mail(sarah.Email, "Your password was changed")).Links.ShouldContain(link => link.EndsWith("/forgot-password", StringComparison.Ordinal));
        await app.JobsAreDone();
        (await app.Value<long>("select count(*) from audit_log where action = 'user.password_reset' and actor_id = $1 and workspace_id = $2", sarah.UserId, sarah.WorkspaceId)).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_learns_which_addresses_have_accounts()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var known = await Forgets(sarah.Email);
        var unknown = await Forgets($"nobody.{Guid.NewGuid():N}@company.test");

        known.Status.ShouldBe(202);
        Untraced.Of(unknown).ShouldBe(Untraced.Of(known));
        Untraced.Of(await Forgets("not an address")).ShouldBe(Untraced.Of(known));
        Untraced.Of(await new Person(app).Submits("/forgot-password", ("email", "nobody@company.test")))
            .ShouldBe(Untraced.Of(await new Person(app).Submits("/forgot-password", ("email", sarah.Email))));
    }

    [Fact]
    public async Task A_link_works_once_and_takes_the_others_with_it()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var first = await Asks(sarah);
        var second = await Asks(sarah, after: 1);

        (await Resets(second, Fresh)).Ok();

        (await Resets(second, "Other-Horse-9")).Refused(422, "proof_not_valid");
        (await Resets(first, "Other-Horse-9")).Refused(422, "proof_not_valid");
        (await LogsIn(sarah.Email, Fresh)).Ok();
    }

    [Fact]
    public async Task Of_two_uses_of_a_link_at_once_one_counts()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var token = await Asks(sarah);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Resets(token, $"Fresh-Horse-{n}")));

        answers.Count(a => a.Status == 200).ShouldBe(1);
    }

    [Fact]
    public async Task A_link_is_valid_for_an_hour()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var token = await Asks(sarah);
        (await app.Value<TimeSpan>("select expires_at - created_at from email_proofs where user_id = $1", sarah.UserId)).ShouldBe(TimeSpan.FromHours(1));

        await app.Execute("update email_proofs set expires_at = now() - interval '1 second' where user_id = $1", sarah.UserId);

        (await Resets(token, Fresh)).Refused(422, "proof_not_valid");
        (await LogsIn(sarah.Email, Agent.Password)).Ok();
    }

    [Fact]
    public async Task A_link_for_something_else_resets_nothing()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var email = $"new.{Guid.NewGuid():N}@company.test";
        (await sarah.Post("/api/v1/me/email", new { email, password = Agent.Password })).Status.ShouldBe(202);
        var foreign = (await app.Mail(email, "Confirm your new")).Token;

        (await Resets(foreign, Fresh)).Refused(422, "proof_not_valid");
        (await Resets("fdv_" + new string('0', 64), Fresh)).Refused(422, "proof_not_valid");
        (await Resets(new string('x', 100_000), Fresh)).Refused(422, "proof_not_valid");
    }

    [Fact]
    public async Task A_changed_password_makes_older_links_worthless()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var token = await Asks(sarah);

        (await sarah.Post("/api/v1/me/password", new { current_password = Agent.Password, new_password = Fresh })).Status.ShouldBe(204);

        (await Resets(token, "Other-Horse-9")).Refused(422, "proof_not_valid");
    }

    [Theory]
    [InlineData("Sho7!")]
    [InlineData("P@ssw0rd1!")]
    [InlineData("no-digit-Or")]
    [InlineData("no-upper-7")]
    [InlineData("NoSpecial77")]
    public async Task A_weak_password_is_refused_and_the_link_stays_good(string weak)
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var token = await Asks(sarah);

        (await Resets(token, weak)).Refused(422, "invalid_fields")["errors"].TryGetProperty("password", out _).ShouldBeTrue();
        (await Resets(token, new string('A', 200) + "1!")).Refused(422, "invalid_fields");
        (await Resets(token, sarah.Email.ToUpperInvariant())).Refused(422, "invalid_fields");

        (await Resets(token, Fresh)).Ok();
    }

    [Fact]
    public async Task A_company_that_takes_no_passwords_gets_none_set()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var token = await Asks(sarah);
        await app.Execute("update workspaces set security = '{\"sign_in_methods\": [\"google\"]}' where id = $1", sarah.WorkspaceId);
        await app.Execute("update users set password_hash = null where id = $1", sarah.UserId);

        await Forgets(sarah.Email);

        (await app.Mail(sarah.Email, "without a password")).Links.ShouldAllBe(link => !link.Contains('#'));
        (await Resets(token, Fresh)).Refused(422, "proof_not_valid");
        (await app.Value<bool>("select password_hash is null from users where id = $1", sarah.UserId)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_suspended_account_gets_no_link()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        await app.Execute("update users set status = 'suspended' where id = $1", sarah.UserId);

        await Forgets(sarah.Email);
        await app.JobsAreDone();

        app.Mails(sarah.Email).ShouldNotContain(mail => mail.Subject == Subject);
    }

    [Fact]
    public async Task The_page_keeps_the_token_out_of_the_address()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var token = await Asks(sarah);
        var person = new Person(app);
        (await person.Opens("/reset-password")).Text.ShouldContain("data-proof-target=\"token\"");

        var weak = await person.Submits("/reset-password", ("token", token), ("password", "weak"));
        weak.Status.ShouldBe(422);
        weak.Text.ShouldContain(token); // for the second try, in the form
        (await person.Submits("/reset-password", ("token", token), ("password", Fresh))).Headers["Location"].Single().ShouldBe("/sign-in");

        person.Cookies.Keys.ShouldNotContain("fd_session");
        (await LogsIn(sarah.Email, Fresh)).Ok();
    }

    private Task<Reply> Forgets(string email) => app.Node.Post("/api/v1/auth/forgot-password", new { email });

    private async Task<string> Asks(Agent agent, int after = 0)
    {
        (await Forgets(agent.Email)).Status.ShouldBe(202);
        return (await app.Mail(agent.Email, Subject, after)).Token;
    }

    private Task<Reply> Resets(string token, string password) => app.Node.Post("/api/v1/auth/reset-password", new { token, password });

    private Task<Reply> LogsIn(string email, string password) => app.Node.Post("/api/v1/auth/login", new { email, password });
}

/// <summary>With the limits that people meet.</summary>
public sealed class ProofLimits(StrictFrontdeskApp app) : IClassFixture<StrictFrontdeskApp>
{
    [Fact]
    public async Task Nobody_fills_a_mailbox_or_asks_for_many()
    {
        for (var n = 0; n < 3; n++)
        {
            (await Forgets("nobody@company.test")).Status.ShouldBe(202);
        }

        (await Forgets("NOBODY@company.test")).Refused(429, "rate_limited")["retry_after"].GetInt32().ShouldBeGreaterThan(0);
        for (var n = 0; n < 6; n++)
        {
            (await Forgets($"other{n}@company.test")).Status.ShouldBe(202);
        }

        (await Forgets("another@company.test")).Refused(429, "rate_limited"); // the eleventh from here
        (await app.Node.Post("/api/v1/auth/verify-email/resend", new { email = "third@company.test" })).Refused(429, "rate_limited");
    }

    [Fact]
    public async Task Nobody_guesses_tokens()
    {
        var answers = new List<Reply>();
        for (var n = 0; n < 21; n++)
        {
            var path = (n % 3) switch { 0 => "reset-password", 1 => "verify-email", _ => "confirm-email" };
            answers.Add(await app.Node.Post($"/api/v1/auth/{path}", new { token = $"fdv_{n}", password = Agent.Password }));
        }

        answers.Take(20).ShouldAllBe(a => a.Code == "proof_not_valid");
        answers[20].Refused(429, "rate_limited");
    }

    private Task<Reply> Forgets(string email) => app.Node.Post("/api/v1/auth/forgot-password", new { email });
}
