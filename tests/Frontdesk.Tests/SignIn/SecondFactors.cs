using System.Text.RegularExpressions;
using Frontdesk.Platform;
using Frontdesk.SignIn;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn;

/// <summary>Two-factor sign-in: setting it up, using it, losing the telephone, giving it up.</summary>
public sealed class SecondFactors(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task Setting_it_up_asks_for_the_password_and_a_code_and_gives_ten_recovery_codes_once()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");

        (await ann.Post("/api/v1/me/two-factor/begin")).Refused(422, "invalid_fields");
        (await ann.Post("/api/v1/me/two-factor/begin", new { password = "Wrong-Horse-7" })).Refused(422, "invalid_fields");
        (await ann.Post("/api/v1/me/two-factor/confirm", new { code = "123456" })).Refused(409, "not_begun");
        var phone = await Phone.SetUp(app, ann);

        phone.RecoveryCodes.Distinct().Count().ShouldBe(10);
        var state = (await ann.Get("/api/v1/me/two-factor")).Ok();
        state["enabled"].GetBoolean().ShouldBeTrue();
        state["recovery_codes_left"].GetInt32().ShouldBe(10);
        (await ann.Post("/api/v1/me/two-factor/begin", new { password = Agent.Password })).Refused(409, "already_enabled");
        (await app.Value<string>("select totp_secret_encrypted from users where id = $1", ann.UserId)).Length.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task A_wrong_code_turns_nothing_on()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        (await ann.Post("/api/v1/me/two-factor/begin", new { password = Agent.Password })).Ok();

        (await ann.Post("/api/v1/me/two-factor/confirm", new { code = "000000x" })).Refused(422, "invalid_fields");

        (await ann.Get("/api/v1/me/two-factor")).Ok()["enabled"].GetBoolean().ShouldBeFalse();
        await ann.SignsInAgain();
    }

    [Fact]
    public async Task What_one_session_began_another_neither_sees_nor_confirms()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var elsewhere = new Tab(app.Node);
        await elsewhere.SignsIn(ann.Email);
        var secret = (await ann.Post("/api/v1/me/two-factor/begin", new { password = Agent.Password })).Ok()["secret"].GetString()!;

        (await elsewhere.Get("/account/two-factor")).Text.ShouldNotContain(secret[..4]);
        var code = Totp.Code(Phone.Read(secret), Totp.StepAt(DateTimeOffset.UtcNow));
        await elsewhere.Post("/account/two-factor/confirm", ("code", code));

        (await ann.Get("/api/v1/me/two-factor")).Ok()["enabled"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Turning_it_on_and_off_ends_the_other_sessions_and_keeps_this_one()
    {
        var second = await app.SecondNode();
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var elsewhere = await ann.SignsInAgain();
        var (own, other) = (await ann.Connects(), await elsewhere.Connects(to: second));

        var phone = await Phone.SetUp(app, ann);

        (await other.ClosedWith()).ShouldBe(4409);
        (await elsewhere.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
        await own.Settles();
        (await ann.Get("/api/v1/me/sessions")).Ok()["sessions"].EnumerateArray().Single().GetProperty("second_factor").GetBoolean().ShouldBeTrue();

        var third = (await LogIn(ann, await phone.NextCode())).Ok()["access_token"].GetString();
        (await ann.Post("/api/v1/me/two-factor/disable", new { password = Agent.Password, code = await phone.NextCode() })).Ok();
        (await app.Node.Get("/api/v1/auth/me", third)).Refused(401, "not_signed_in");
        (await LogIn(ann)).Ok();
    }

    [Fact]
    public async Task Turning_it_off_takes_the_password_and_a_code()
    {
        var (ann, phone) = await WithPhone();

        (await ann.Post("/api/v1/me/two-factor/disable", new { code = await phone.NextCode() })).Refused(422, "invalid_fields");
        (await ann.Post("/api/v1/me/two-factor/disable", new { password = Agent.Password, code = "000000x" })).Refused(422, "invalid_fields");
        (await ann.Get("/api/v1/me/two-factor")).Ok()["enabled"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_code_is_asked_for_only_after_the_right_password()
    {
        var (ann, phone) = await WithPhone();

        (await LogIn(ann)).Refused(401, "totp_required");
        (await LogIn(ann, "000000x")).Refused(401, "totp_invalid");
        (await app.Node.Post("/api/v1/auth/login", new { email = ann.Email, password = "Wrong-Horse-7" })).Refused(401, "sign_in_refused");
        (await app.Node.Post("/api/v1/auth/login", new { email = ann.Email, password = "Wrong-Horse-7", totp = phone.CodeAt(0) })).Refused(401, "sign_in_refused");
        (await LogIn(ann, await phone.NextCode())).Ok();
    }

    [Fact]
    public async Task A_code_works_once_even_at_once()
    {
        var (ann, phone) = await WithPhone();
        var code = await phone.NextCode();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LogIn(ann, code)));

        answers.Count(a => a.Status == 200).ShouldBe(1);
        (await LogIn(ann, phone.CodeAt(-1))).Refused(401, "totp_invalid"); // nor one from before
    }

    [Fact]
    public async Task A_recovery_code_works_once_even_at_once_and_a_mail_tells_of_it()
    {
        var (ann, phone) = await WithPhone();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => LogIn(ann, phone.RecoveryCodes[3])));

        answers.Count(a => a.Status == 200).ShouldBe(1);
        (await LogIn(ann, phone.RecoveryCodes[4].ToUpperInvariant())).Ok();
        (await app.Value<int>("select array_length(recovery_code_hashes, 1) from users where id = $1", ann.UserId)).ShouldBe(8);
        (await app.Value<long>("select count(*) from audit_log where actor_id = $1 and action = 'user.recovery_code_used'", ann.UserId)).ShouldBe(2);
        await Eventually.True(() => Mails().Count(mail => mail.Contains(ann.Email, StringComparison.Ordinal) && mail.Contains("A recovery code was used", StringComparison.Ordinal)) == 2, "two mails about recovery codes");
    }

    [Fact]
    public async Task New_recovery_codes_make_the_old_ones_worthless()
    {
        var (ann, phone) = await WithPhone();

        var fresh = (await ann.Post("/api/v1/me/two-factor/recovery-codes", new { password = Agent.Password, code = await phone.NextCode() })).Ok()["recovery_codes"];

        (await LogIn(ann, phone.RecoveryCodes[0])).Refused(401, "totp_invalid");
        (await LogIn(ann, fresh[0].GetString())).Ok();
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_and_the_right_password_between_them_does_not_start_the_count_again()
    {
        var (ann, phone) = await WithPhone();

        for (var n = 0; n < 5; n++)
        {
            (await LogIn(ann)).Refused(401, "totp_required");
            (await LogIn(ann, "000000x")).Refused(401, "totp_invalid");
        }

        (await LogIn(ann, await phone.NextCode())).Refused(401, "sign_in_refused");
        await app.Execute("update users set locked_until = now() - interval '1 second' where id = $1", ann.UserId);
        (await LogIn(ann, await phone.NextCode())).Ok();
    }

    [Fact]
    public async Task Of_many_guesses_at_once_only_five_are_heard()
    {
        var (ann, phone) = await WithPhone();

        var guesses = Enumerable.Range(0, 12).Select(_ => LogIn(ann, "000000x")).ToList();
        await Task.WhenAll(guesses);

        (await app.Value<long>("select count(*) from audit_log where actor_id = $1 and action = 'user.sign_in_failed'", ann.UserId)).ShouldBe(5);
        (await LogIn(ann, await phone.NextCode())).Refused(401, "sign_in_refused");
    }

    [Fact]
    public async Task In_the_browser_the_code_is_a_second_step()
    {
        var (ann, phone) = await WithPhone();
        var tab = new Tab(app.Node);

        (await tab.SignsIn(ann.Email, returnTo: "/knowledge")).LeadsTo().ShouldBe("/sign-in/second-step");
        tab.IsSignedIn.ShouldBeFalse();
        (await tab.Get("/inbox")).LeadsTo()!.ShouldStartWith("/sign-in");
        (await tab.Get("/sign-in/second-step")).Text.ShouldContain("One more step");
        (await tab.Post("/sign-in/second-step", ("code", "000000"))).Status.ShouldBe(422);
        tab.IsSignedIn.ShouldBeFalse();
        (await tab.Post("/sign-in/second-step", ("code", await phone.NextCode()))).LeadsTo().ShouldBe("/knowledge");

        (await tab.Get("/inbox")).Status.ShouldBe(200);
        tab.Cookies.Keys.ShouldNotContain("fd_second_step");
    }

    [Theory]
    [InlineData("update users set password_hash = password_hash || 'x' where id = $1")]
    [InlineData("update users set totp_secret_encrypted = totp_secret_encrypted || 'A' where id = $1")]
    [InlineData("update users set status = 'suspended' where id = $1")]
    public async Task A_second_step_is_worthless_once_the_account_has_changed(string change)
    {
        var (ann, phone) = await WithPhone();
        var tab = new Tab(app.Node);
        await tab.SignsIn(ann.Email);
        await app.Execute(change, ann.UserId);

        (await tab.Post("/sign-in/second-step", ("code", await phone.NextCode()))).Status.ShouldBe(422);

        tab.IsSignedIn.ShouldBeFalse();
    }

    [Fact]
    public async Task A_second_step_without_a_first_leads_back()
    {
        var tab = new Tab(app.Node);
        (await tab.Get("/sign-in/second-step")).LeadsTo().ShouldBe("/sign-in");
        tab.Keep("fd_second_step", "forged");
        (await tab.Post("/sign-in/second-step", ("code", "123456"))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task The_page_shows_a_picture_of_the_secret_and_the_codes_this_once()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var tab = new Tab(app.Node);
        await tab.SignsIn(ann.Email);

        (await tab.Post("/account/two-factor/begin", ("password", Agent.Password))).LeadsTo().ShouldBe("/account/two-factor");
        var page = (await tab.Get("/account/two-factor")).Text;
        page.ShouldContain("<svg class=\"qr\"");
        var secret = Phone.Read(Regex.Match(page, "<code[^>]*>([A-Z2-7 ]+)</code>").Groups[1].Value);
        secret.Length.ShouldBe(20);
        var codes = (await tab.Post("/account/two-factor/confirm", ("code", Totp.Code(secret, Totp.StepAt(DateTimeOffset.UtcNow))))).Text;
        Regex.Count(codes, "[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}").ShouldBeGreaterThanOrEqualTo(10);

        var after = await tab.Get("/account/two-factor");
        after.Text.ShouldNotContain("class=\"qr\"");
        after.Text.ShouldContain("10 recovery codes are left");
        after.Headers["Cache-Control"].ShouldBe(["no-store"]);
    }

    [Fact]
    public async Task Where_the_workspace_asks_for_one_only_the_way_to_set_it_up_is_open()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var tab = new Tab(app.Node);
        await tab.SignsIn(ann.Email);
        await Policy(ann, "{\"require_second_factor\": true}");

        (await tab.Get("/inbox")).LeadsTo().ShouldBe("/account/two-factor");
        (await tab.Get("/account/two-factor")).Text.ShouldContain("asks everybody for a second factor");
        (await ann.Get("/api/v1/conversations")).Refused(403, "second_factor_required");
        var line = await Line.Open(app.Node.Socket("/api/v1/realtime"), ("Cookie", tab.CookieHeader), ("Origin", app.Node.Url));
        (await line.ClosedWith()).ShouldBe(4403);

        await Phone.SetUp(app, ann);
        (await ann.Get("/api/v1/conversations")).Ok();
    }

    [Fact]
    public async Task The_change_is_told_by_mail_and_in_the_log()
    {
        var (ann, _) = await WithPhone();

        (await app.Value<long>("select count(*) from audit_log where workspace_id = $1 and action = 'user.two_factor_enabled' and actor_id = $2", ann.WorkspaceId, ann.UserId)).ShouldBe(1);
        await Eventually.True(() => Mails().Any(mail => mail.Contains(ann.Email, StringComparison.Ordinal) && mail.Contains("Two-factor sign-in is on", StringComparison.Ordinal)), "a mail about the second factor");
    }

    private IEnumerable<string> Mails() => Directory.GetFiles(Path.Combine(app.Services.GetRequiredService<StartOptions>().Data, "outbox"), "*.eml").Select(File.ReadAllText);

    private async Task<(Agent Ann, Phone Phone)> WithPhone()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        return (ann, await Phone.SetUp(app, ann));
    }

    private Task<int> Policy(Agent agent, string policy) => app.Execute($"update workspaces set security = '{policy}'::jsonb where id = $1", agent.WorkspaceId);

    private Task<Reply> LogIn(Agent agent, string? totp = null) => app.Node.Post("/api/v1/auth/login", new { email = agent.Email, password = Agent.Password, totp });
}
