using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn;

/// <summary>What somebody changes about themselves, and what they cannot.</summary>
public sealed class OwnProfile(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Fresh = "Fresh-Horse-8";

    [Fact]
    public async Task A_profile_is_changed_and_read_back()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");

        var changed = (await sarah.Patch("/api/v1/me", new { first_name = " Sarah ", last_name = "Ndiaye", title = "Repairs", phone = "+49 (30) 123-456", timezone = "Europe/Berlin", language = "de" })).Ok();

        changed["name"].GetString().ShouldBe("Sarah Ndiaye");
        var me = (await sarah.Get("/api/v1/me")).Ok();
        me["first_name"].GetString().ShouldBe("Sarah");
        me["title"].GetString().ShouldBe("Repairs");
        me["phone"].GetString().ShouldBe("+49 (30) 123-456");
        me["timezone"].GetString().ShouldBe("Europe/Berlin");
        me["language"].GetString().ShouldBe("de");
        me["status"].GetString().ShouldBe("active");
        me["last_sign_in_at"].ValueKind.ShouldNotBe(System.Text.Json.JsonValueKind.Undefined);
        (await sarah.Patch("/api/v1/me", new { title = "" })).Ok()["title"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await app.Value<string>("select after->>'last_name' from audit_log where action = 'user.profile_changed' and workspace_id = $1 order by at limit 1", sarah.WorkspaceId)).ShouldBe("Ndiaye");
    }

    [Theory]
    [InlineData("first_name", "")]
    [InlineData("first_name", "123456789012345678901234567890123456789012345678901")]
    [InlineData("last_name", " ")]
    [InlineData("title", "12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    [InlineData("phone", "call me")]
    [InlineData("phone", "+491234567890123456789012345678901234567890123456789")]
    [InlineData("timezone", "Mars/Olympus")]
    [InlineData("timezone", "../../etc/passwd")]
    [InlineData("timezone", "/etc/localtime")]
    [InlineData("timezone", "")]
    [InlineData("language", "klingon")]
    public async Task A_profile_says_which_field_is_wrong(string field, string value)
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        (await sarah.Patch("/api/v1/me", new Dictionary<string, string> { [field] = value })).Refused(422, "invalid_fields")["errors"].TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_makes_themselves_more_than_they_are()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        await app.Execute("update users set is_super_admin = false where id = $1", sarah.UserId);
        var other = await Agent.Registers(app, "Tom", "Elsewhere");
        await app.Execute("update members set role = 'viewer' where user_id = $1", sarah.UserId);

        (await sarah.Patch("/api/v1/me", new
        {
            id = other.UserId,
            email = "boss@company.test",
            role = "owner",
            is_super_admin = true,
            status = "suspended",
            workspace_id = other.WorkspaceId,
            password_hash = "x",
            email_verified_at = (string?)null,
            avatar_url = "https://evil.test/x.png",
            avatar_file = "x",
            title = "Mine",
        })).Ok();

        (await app.Value<string>("select email || ' ' || is_super_admin || ' ' || status || ' ' || coalesce(avatar_file, 'none') || ' ' || title from users where id = $1", sarah.UserId))
            .ShouldBe($"{sarah.Email} false active none Mine");
        (await app.Value<string>("select role from members where user_id = $1", sarah.UserId)).ShouldBe("viewer");
        (await app.Value<bool>("select title is null from users where id = $1", other.UserId)).ShouldBeTrue();
    }

    [Fact]
    public async Task Only_somebody_who_is_signed_in_has_a_profile()
    {
        (await app.Node.Get("/api/v1/me")).Refused(401, "not_signed_in");
        (await app.Node.Patch("/api/v1/me", new { title = "x" })).Refused(401, "not_signed_in");
        (await app.Node.Post("/api/v1/me/password", new { current_password = "x", new_password = Fresh })).Refused(401, "not_signed_in");
        (await app.Node.Get("/account")).Headers["Location"].Single().ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_new_password_needs_the_present_one_and_ends_the_other_sessions()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var elsewhere = await sarah.SignsInAgain();

        (await sarah.Post("/api/v1/me/password", new { current_password = "Wrong-Horse-7", new_password = Fresh })).Refused(422, "invalid_fields")["errors"].TryGetProperty("current_password", out _).ShouldBeTrue();
        (await sarah.Post("/api/v1/me/password", new { current_password = Agent.Password, new_password = "weak" })).Refused(422, "invalid_fields")["errors"].TryGetProperty("new_password", out _).ShouldBeTrue();
        (await elsewhere.Get("/api/v1/me")).Ok();

        (await sarah.Post("/api/v1/me/password", new { current_password = Agent.Password, new_password = Fresh })).Status.ShouldBe(204);

        (await sarah.Get("/api/v1/me")).Ok();
        (await elsewhere.Get("/api/v1/me")).Refused(401, "not_signed_in");
        (await LogsIn(sarah.Email, Agent.Password)).Refused(401, "sign_in_refused");
        (await LogsIn(sarah.Email, Fresh)).Ok();
        await app.Mail(sarah.Email, "Your password was changed");
        (await app.Value<long>("select count(*) from audit_log where action = 'user.password_changed' and workspace_id = $1", sarah.WorkspaceId)).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_sits_at_an_open_session_cannot_guess_the_password()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        for (var n = 0; n < 5; n++)
        {
            (await sarah.Post("/api/v1/me/password", new { current_password = $"Wrong-Horse-{n}", new_password = Fresh })).Refused(422, "invalid_fields");
        }

        (await sarah.Post("/api/v1/me/password", new { current_password = Agent.Password, new_password = Fresh })).Refused(422, "invalid_fields").Detail!.ShouldContain("15 minutes");
        (await app.Value<bool>("select password_changed_at is null from users where id = $1", sarah.UserId)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_address_counts_once_its_mail_is_answered()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var elsewhere = await sarah.SignsInAgain();
        var email = $"new.{Guid.NewGuid():N}@company.test";

        (await sarah.Post("/api/v1/me/email", new { email, password = "Wrong-Horse-7" })).Refused(422, "invalid_fields");
        (await sarah.Post("/api/v1/me/email", new { email = "no address", password = Agent.Password })).Refused(422, "invalid_fields");
        (await sarah.Post("/api/v1/me/email", new { email, password = Agent.Password })).Status.ShouldBe(202);

        await app.Mail(sarah.Email, "about to change");
        (await sarah.Get("/api/v1/me")).Ok()["email"].GetString().ShouldBe(sarah.Email);
        var token = (await app.Mail(email, "Confirm your new")).Token;
        (await app.Node.Post("/api/v1/auth/confirm-email", new { token }, sarah.AccessToken)).Ok();

        (await sarah.Get("/api/v1/me")).Ok()["email"].GetString().ShouldBe(email);
        (await elsewhere.Get("/api/v1/me")).Refused(401, "not_signed_in");
        (await LogsIn(email, Agent.Password)).Ok();
        (await LogsIn(sarah.Email, Agent.Password)).Refused(401, "sign_in_refused");
        (await app.Node.Post("/api/v1/auth/confirm-email", new { token })).Refused(422, "proof_not_valid");
        await app.Mail(sarah.Email, "was changed");
        await app.JobsAreDone();
        (await app.Value<long>("select count(*) from audit_log where action = 'user.email_changed' and workspace_id = $1", sarah.WorkspaceId)).ShouldBe(1);
    }

    [Fact]
    public async Task A_taken_address_is_answered_like_a_free_one_and_stays_its_owners()
    {
        var (sarah, tom) = (await Agent.Registers(app, "Sarah", "Tarnholt"), await Agent.Registers(app, "Tom", "Elsewhere"));
        var free = await sarah.Post("/api/v1/me/email", new { email = $"new.{Guid.NewGuid():N}@company.test", password = Agent.Password });

        var taken = await sarah.Post("/api/v1/me/email", new { email = tom.Email, password = Agent.Password });

        Untraced.Of(taken).ShouldBe(Untraced.Of(free));
        (await app.Mail(tom.Email, "has an account already")).Links.ShouldAllBe(link => !link.Contains('#'));
    }

    [Fact]
    public async Task An_address_that_somebody_took_meanwhile_changes_nothing()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var email = $"new.{Guid.NewGuid():N}@company.test";
        await sarah.Post("/api/v1/me/email", new { email, password = Agent.Password });
        var token = (await app.Mail(email, "Confirm your new")).Token;
        var tom = await Agent.Registers(app, "Tom", "Elsewhere");
        await app.Execute("update users set email = $1, normalized_email = upper($1) where id = $2", email, tom.UserId);

        (await app.Node.Post("/api/v1/auth/confirm-email", new { token })).Refused(422, "proof_not_valid");

        (await sarah.Get("/api/v1/me")).Ok()["email"].GetString().ShouldBe(sarah.Email);
    }

    [Fact]
    public async Task The_page_does_the_same()
    {
        var sarah = new Person(app);
        var account = await Agent.Registers(app, "Sarah", "Tarnholt");
        await sarah.Submits("/sign-in", ("email", account.Email), ("password", Agent.Password));

        (await sarah.Opens("/account")).Text.ShouldContain("Europe/Berlin");
        (await sarah.Submits("/account", ("first_name", ""), ("last_name", "Ndiaye"), ("timezone", "Europe/Berlin"), ("language", "de"))).Status.ShouldBe(422);
        (await sarah.Submits("/account", ("first_name", "Sarah"), ("last_name", "Ndiaye"), ("title", "Repairs"), ("phone", ""), ("timezone", "Europe/Berlin"), ("language", "de"))).Status.ShouldBe(303);
        (await sarah.Uploads("/account/avatar", Pictures.Png, "me.png", "image/png")).Status.ShouldBe(303);
        (await sarah.Opens("/account")).Text.ShouldContain("/avatars/");
        (await sarah.Uploads("/account/avatar", "<svg/>"u8.ToArray(), "me.png", "image/png")).Text.ShouldContain("PNG or JPG");
        (await sarah.Submits("/account/avatar/delete")).Status.ShouldBe(303);
        (await sarah.Submits("/account/email", ("email", "new@company.test"), ("email_password", "Wrong-Horse-7"))).Status.ShouldBe(422);
        (await sarah.Submits("/account/password", ("current_password", Agent.Password), ("new_password", Fresh))).Status.ShouldBe(303);
        (await sarah.Opens("/account")).Status.ShouldBe(200);
        (await LogsIn(account.Email, Fresh)).Ok();
    }

    private Task<Reply> LogsIn(string email, string password) => app.Node.Post("/api/v1/auth/login", new { email, password });
}
