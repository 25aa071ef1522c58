using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn;

/// <summary>How an account begins: with the answer to a mail, and with a password that whoever reads the mail has chosen.</summary>
public sealed class Registering(FrontdeskApp app) : IClassFixture<FrontdeskApp>, IAsyncLifetime
{
    private const string Attackers = "Attackers-Horse-7";
    private const string Verify = "Confirm your e-mail address";
    private readonly string _email = $"vic.{Guid.NewGuid():N}@company.test";

    public async ValueTask InitializeAsync() => await Agent.Registers(app, "First", "First Company");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_later_account_begins_with_the_answer_to_a_mail()
    {
        (await Registers(_email)).Status.ShouldBe(202);
        (await LogsIn(_email)).Refused(403, "email_not_verified");
        (await LogsIn(_email, "Wrong-Horse-7")).Refused(401, "sign_in_refused");
        (await app.Value<long>("select count(*) from users where normalized_email = $1", _email.ToUpperInvariant())).ShouldBe(0);

        (await Confirms((await app.Mail(_email, Verify)).Token)).Ok()["status"].GetString().ShouldBe("verified");

        var user = (await LogsIn(_email)).Ok()["user"];
        user.GetProperty("role").GetString().ShouldBe("owner");
        (await app.Value<bool>("select is_super_admin from users where id = $1", user.GetProperty("id").GetGuid())).ShouldBeFalse();
        (await app.Value<long>("select count(*) from audit_log where actor_id = $1 and action in ('user.registered', 'user.verified') and workspace_id = $2", user.GetProperty("id").GetGuid(), user.GetProperty("workspace_id").GetGuid())).ShouldBe(2);
        (await app.Mail(_email, "Welcome")).Text.ShouldContain("/chatbots/new");
    }

    [Fact]
    public async Task A_free_and_a_taken_address_get_the_same_answer_and_different_mails()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var before = await Hash(sarah.Email);

        var free = await Registers(_email);
        var taken = await Registers(sarah.Email, Attackers);

        Untraced.Of(taken).ShouldBe(Untraced.Of(free));
        (await app.Mail(_email, Verify)).Links.ShouldContain(link => link.Contains("/verify-email#fdv_"));
        var hint = await app.Mail(sarah.Email, "already have an account");
        hint.Links.ShouldAllBe(link => !link.Contains('#'));
        (await Hash(sarah.Email)).ShouldBe(before);
        (await LogsIn(sarah.Email)).Ok();
    }

    [Fact]
    public async Task Trying_the_password_of_a_registration_does_not_tell_a_taken_address_from_a_free_one()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        await Registers(_email, Attackers);
        await Registers(sarah.Email, Attackers);

        Untraced.Of(await LogsIn(sarah.Email, Attackers)).ShouldBe(Untraced.Of(await LogsIn(_email, Attackers)));
        Untraced.Of(await LogsIn(sarah.Email, "Wrong-Horse-7")).ShouldBe(Untraced.Of(await LogsIn(_email, "Wrong-Horse-7")));
    }

    [Fact]
    public async Task A_page_answers_a_taken_address_as_a_free_one()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");

        var free = await new Person(app).Submits("/register", ("email", _email), ("password", Agent.Password), ("company_name", "Company"));
        var taken = await new Person(app).Submits("/register", ("email", sarah.Email), ("password", Agent.Password), ("company_name", "Company"));

        free.Headers["Location"].Single().ShouldBe("/register/sent");
        Untraced.Of(taken).ShouldBe(Untraced.Of(free));
    }

    [Fact]
    public async Task A_link_works_once()
    {
        await Registers(_email);
        var token = (await app.Mail(_email, Verify)).Token;

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Confirms(token)));

        answers.Count(a => a.Status == 200).ShouldBe(1);
        answers.Where(a => a.Status != 200).ShouldAllBe(a => a.Code == "proof_not_valid");
        (await Confirms(token)).Refused(422, "proof_not_valid");
        (await app.Value<long>("select count(*) from users where normalized_email = $1", _email.ToUpperInvariant())).ShouldBe(1);
    }

    [Fact]
    public async Task A_link_is_valid_for_a_day()
    {
        await Registers(_email);
        var token = (await app.Mail(_email, Verify)).Token;
        (await app.Value<TimeSpan>("select expires_at - now() from registrations where email = $1", _email)).ShouldBeInRange(TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));

        await app.Execute("update registrations set expires_at = now() - interval '1 second' where email = $1", _email);

        (await Confirms(token)).Refused(422, "proof_not_valid");
        (await LogsIn(_email)).Refused(401, "sign_in_refused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("fdv_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("'; drop table registrations; --")]
    public async Task A_wrong_token_confirms_nothing(string token) => (await Confirms(token)).Refused(422, "proof_not_valid");

    [Fact]
    public async Task A_token_for_something_else_confirms_nothing()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        await app.Node.Post("/api/v1/auth/forgot-password", new { email = sarah.Email });
        (await Confirms((await app.Mail(sarah.Email, "Set a new password")).Token)).Refused(422, "proof_not_valid");
    }

    [Fact]
    public async Task No_stored_row_and_no_job_holds_a_token()
    {
        await Registers(_email);
        var token = (await app.Mail(_email, Verify)).Token;

        (await app.Value<long>("select count(*) from registrations r where r::text like '%' || $1 || '%'", token)).ShouldBe(0);
        (await app.Value<byte[]>("select token_hash from registrations where email = $1", _email)).ShouldBe(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
    }

    [Fact]
    public async Task Another_mail_replaces_the_link_of_the_first()
    {
        await Registers(_email);
        var first = (await app.Mail(_email, Verify)).Token;

        var waiting = await Repeats(_email);
        var unknown = await Repeats($"nobody.{Guid.NewGuid():N}@company.test");

        waiting.Status.ShouldBe(202);
        Untraced.Of(unknown).ShouldBe(Untraced.Of(waiting));
        var second = (await app.Mail(_email, Verify, after: 1)).Token;
        (await Confirms(first)).Refused(422, "proof_not_valid");
        (await Confirms(second)).Ok();
    }

    [Fact]
    public async Task Whoever_registered_an_address_first_leaves_no_password_on_it()
    {
        await Registers(_email, Attackers);
        await app.Mail(_email, Verify);
        var victim = new Person(app);
        await victim.Submits("/register", ("email", _email), ("password", Agent.Password), ("company_name", "Company"));

        await victim.Submits("/verify-email", ("token", (await app.Mail(_email, Verify, after: 1)).Token));

        (await LogsIn(_email)).Ok();
        (await LogsIn(_email, Attackers)).Refused(401, "sign_in_refused");
        (await app.Value<long>("select count(*) from registrations where email = $1", _email)).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_registers_an_address_after_its_owner_leaves_no_password_on_it()
    {
        var victim = new Person(app);
        await victim.Submits("/register", ("email", _email), ("password", Agent.Password), ("company_name", "Company"));
        await app.Mail(_email, Verify);
        await Registers(_email, Attackers);

        var asked = await victim.Submits("/verify-email", ("token", (await app.Mail(_email, Verify, after: 1)).Token)); // the latest mail is the attacker's

        asked.Status.ShouldBe(422);
        asked.Text.ShouldContain("Choose your password");
        var token = (await app.Mail(_email, Verify, after: 1)).Token;
        (await victim.Submits("/verify-email", ("token", token), ("password", Agent.Password))).Status.ShouldBe(303);
        (await LogsIn(_email)).Ok();
        (await LogsIn(_email, Attackers)).Refused(401, "sign_in_refused");
    }

    [Fact]
    public async Task Who_confirms_what_they_never_asked_for_chooses_the_password()
    {
        await Registers(_email, Attackers);
        var (victim, token) = (new Person(app), (await app.Mail(_email, Verify)).Token);

        (await victim.Submits("/verify-email", ("token", token))).Status.ShouldBe(422);
        (await victim.Submits("/verify-email", ("token", token), ("password", "weak"))).Status.ShouldBe(422);
        (await victim.Submits("/verify-email", ("token", token), ("password", Agent.Password))).Headers["Location"].Single().ShouldBe("/sign-in");

        victim.Cookies.Keys.ShouldNotContain("fd_session");
        (await LogsIn(_email, Attackers)).Refused(401, "sign_in_refused");
        (await LogsIn(_email)).Ok();
    }

    [Fact]
    public async Task A_program_that_confirms_what_somebody_else_asked_for_chooses_the_password_too()
    {
        await Registers(_email, Attackers);
        var token = (await app.Mail(_email, Verify)).Token;

        (await Confirms(token, password: null)).Refused(422, "invalid_fields")["errors"].TryGetProperty("password", out _).ShouldBeTrue();
        (await Confirms(token, "weak")).Refused(422, "invalid_fields");
        (await app.Value<long>("select count(*) from users where normalized_email = $1", _email.ToUpperInvariant())).ShouldBe(0);
        (await Confirms(token)).Ok();

        (await LogsIn(_email, Attackers)).Refused(401, "sign_in_refused");
        (await LogsIn(_email)).Ok();
    }

    [Fact]
    public async Task The_browser_that_registered_over_the_API_keeps_its_password()
    {
        var registered = await Registers(_email);
        var cookie = registered.Headers["Set-Cookie"].Single(c => c.StartsWith("fd_registration=", StringComparison.Ordinal)).Split(';')[0];
        var token = (await app.Mail(_email, Verify)).Token;

        (await app.Node.Post("/api/v1/auth/verify-email", new { token }, null, ("Cookie", cookie), ("Sec-Fetch-Site", "same-origin"))).Ok();

        (await LogsIn(_email)).Ok();
    }

    [Fact]
    public async Task A_program_says_which_password_counts_where_several_wait()
    {
        await Registers(_email, Attackers);
        await app.Mail(_email, Verify);
        await Registers(_email);
        var token = (await app.Mail(_email, Verify, after: 1)).Token;

        (await Confirms(token, password: null)).Refused(422, "invalid_fields")["errors"].TryGetProperty("password", out _).ShouldBeTrue();
        (await Confirms(token)).Ok();

        (await LogsIn(_email)).Ok();
        (await LogsIn(_email, Attackers)).Refused(401, "sign_in_refused");
    }

    [Fact]
    public async Task A_registration_that_waited_changes_nothing_of_an_account_that_was_made_meanwhile()
    {
        await Registers(_email, Attackers);
        var token = (await app.Mail(_email, Verify)).Token;
        await app.Execute("insert into users (id, email, normalized_email, first_name, created_at, email_verified_at) values ($1, $2, upper($2), 'Vic', now(), now())", Guid.CreateVersion7(), _email);

        (await Confirms(token)).Refused(422, "proof_not_valid");
        (await app.Node.Post("/api/v1/auth/verify-email", new { token, password = Attackers })).Refused(422, "proof_not_valid");

        (await app.Value<bool>("select password_hash is null from users where email = $1", _email)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_browser_that_registered_is_signed_in_by_its_confirmation()
    {
        var ida = new Person(app);
        await ida.Submits("/register", ("name", "Ida Morgenrot"), ("email", _email), ("password", Agent.Password), ("company_name", "Morgenrot"));
        (await ida.Opens("/verify-email")).Text.ShouldContain("data-controller=\"proof\"");

        var confirmed = await ida.Submits("/verify-email", ("token", (await app.Mail(_email, Verify)).Token));

        confirmed.Headers["Location"].Single().ShouldBe("/chatbots/new");
        (await ida.Opens("/chatbots/new")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Another_website_cannot_confirm()
    {
        await Registers(_email);
        var token = (await app.Mail(_email, Verify)).Token;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("token", token), KeyValuePair.Create("password", Attackers)]);
        (await app.Node.Send(HttpMethod.Post, "/verify-email", form, null, ("Sec-Fetch-Site", "cross-site"))).Refused(403, "cross_site");
    }

    [Fact]
    public async Task A_company_brings_its_colours()
    {
        await app.Node.Post("/api/v1/auth/register", new { email = _email, password = Agent.Password, company_name = "Company", primary_color = "#AA3300", secondary_color = "#001122" });
        (await Confirms((await app.Mail(_email, Verify)).Token)).Ok();

        var workspace = (await LogsIn(_email)).Ok()["user"].GetProperty("workspace_id").GetGuid();
        (await app.Value<string>("select primary_color || secondary_color from workspaces where id = $1", workspace)).ShouldBe("#aa3300#001122");
        (await app.Node.Post("/api/v1/auth/register", new { email = _email, password = Agent.Password, company_name = "Company", primary_color = "red;}" })).Refused(422, "invalid_fields");
    }

    private Task<Reply> Registers(string email, string password = Agent.Password) =>
        app.Node.Post("/api/v1/auth/register", new { email, password, company_name = "Company", name = "Vic Victim" });

    private Task<Reply> Confirms(string token, string? password = Agent.Password) => app.Node.Post("/api/v1/auth/verify-email", new { token, password });

    private Task<Reply> Repeats(string email) => app.Node.Post("/api/v1/auth/verify-email/resend", new { email });

    private Task<Reply> LogsIn(string email, string password = Agent.Password) => app.Node.Post("/api/v1/auth/login", new { email, password });

    private Task<string> Hash(string email) => app.Value<string>("select password_hash from users where email = $1", email);
}

/// <summary>An installation that nobody has an account on yet.</summary>
public sealed class TheFirstAccount(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task Of_several_first_registrations_at_once_one_runs_the_installation()
    {
        var second = await app.SecondNode();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
            (n % 2 == 0 ? app.Node : second).Post("/api/v1/auth/register", new { email = $"first{n}@company.test", password = Agent.Password, company_name = "Company" })));

        var first = answers.Single(a => a.Status == 201);
        answers.Count(a => a.Status == 202).ShouldBe(7);
        (await app.Node.Get("/api/v1/me", first["access_token"].GetString())).Ok()["email_verified_at"].GetString().ShouldNotBeNull();
        (await app.Value<long>("select count(*) from users where is_super_admin")).ShouldBe(1);
        (await app.Value<long>("select count(*) from users")).ShouldBe(1);
    }
}
