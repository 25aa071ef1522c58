using Frontdesk.Team;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Team;

/// <summary>How people come into a workspace.</summary>
public sealed class Invitations(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private static string NewAddress() => $"vera.{Guid.NewGuid():N}@company.test";

    private Task<Reply> Accepts(string token, object? more = null) => app.Node.Post("/api/v1/invitations/accept", more ?? new { token, name = "Vera Blum", password = Agent.Password });

    private Task<Reply> LooksUp(string token) => app.Node.Post("/api/v1/invitations/lookup", new { token });

    private static async Task<Guid> InvitationOf(Shop shop, string email) =>
        (await shop.Sarah.Get("/api/v1/invitations")).Ok()["data"].EnumerateArray().Single(i => i.GetProperty("email").GetString() == email).GetProperty("id").GetGuid();

    [Fact]
    public async Task A_stranger_with_the_letter_becomes_a_member_and_signs_in()
    {
        var (shop, email) = (await app.Shop(), NewAddress());
        var token = await shop.Invites(email);

        var shown = (await LooksUp(token)).Ok();
        shown["workspace_name"].GetString().ShouldBe("Tarnholt");
        shown["inviter"].GetString().ShouldBe("Sarah");
        shown["role"].GetString().ShouldBe("agent");
        shown["account"].GetString().ShouldBe("new");
        (await Accepts(token)).Status.ShouldBe(201);

        var vera = await Agent.SignsIn(app, "Vera", email);
        vera.WorkspaceId.ShouldBe(shop.WorkspaceId);
        (await vera.Get("/api/v1/auth/me")).Ok()["role"].GetString().ShouldBe("agent");
        (await shop.Sarah.Get("/api/v1/invitations")).Ok()["data"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_token_stands_in_the_fragment_of_the_letter_and_in_nothing_stored()
    {
        var (shop, email) = (await app.Shop(), NewAddress());
        (await shop.Sarah.Post("/api/v1/invitations", new { email, role = "agent" })).Text.ShouldNotContain("fdi_");
        var letter = await app.Mail(email, "Join Tarnholt");
        var token = letter.Token;

        letter.Text.ShouldContain("/invitation#" + token);
        (await shop.Sarah.Get("/api/v1/invitations")).Text.ShouldNotContain(token);
        (await app.Value<bool>("select exists (select from jobs where payload::text like '%' || $1 || '%')", token)).ShouldBeFalse();
        (await app.Value<bool>("select exists (select from invitations i where row_to_json(i)::text like '%' || $1 || '%')", token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_works_once_even_at_once()
    {
        var (shop, email) = (await app.Shop(), NewAddress());
        var token = await shop.Invites(email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Accepts(token)));

        answers.Count(a => a.Status == 201).ShouldBe(1);
        (await Accepts(token)).Refused(404, "invitation_not_found");
        (await LooksUp(token)).Refused(404, "invitation_not_found");
        (await app.Value<long>("select count(*) from members m join users u on u.id = m.user_id where u.email = $1", email)).ShouldBe(1);
    }

    [Fact]
    public async Task Revoked_expired_and_made_up_tokens_look_the_same()
    {
        var shop = await app.Shop();
        var (revoked, expired) = (NewAddress(), NewAddress());
        var (first, second) = (await shop.Invites(revoked), await shop.Invites(expired));
        (await shop.Sarah.Delete($"/api/v1/invitations/{await InvitationOf(shop, revoked)}")).Status.ShouldBe(204);
        await app.Execute("update invitations set expires_at = now() - interval '1 second' where email = $1", expired);

        foreach (var token in new[] { first, second, "fdi_" + new string('0', 64), "fdi_", "", new string('x', 5000) })
        {
            (await Accepts(token)).Refused(404, "invitation_not_found");
            (await LooksUp(token)).Refused(404, "invitation_not_found");
        }
    }

    [Fact]
    public async Task Sending_again_makes_a_new_token_and_the_old_one_dies_at_once()
    {
        var (shop, email) = (await app.Shop(), NewAddress());
        var old = await shop.Invites(email);

        (await shop.Sarah.Post($"/api/v1/invitations/{await InvitationOf(shop, email)}/resend")).Ok();
        (await LooksUp(old)).Refused(404, "invitation_not_found");

        var fresh = (await app.Mail(email, "Join ", after: 1)).Token;
        fresh.ShouldNotBe(old);
        (await Accepts(fresh)).Ok();
    }

    [Fact]
    public async Task Whoever_has_an_account_signs_in_with_it_first_and_joins_with_one_call()
    {
        var shop = await app.Shop();
        var tom = await Agent.Registers(app, "Tom", "Elsewhere");
        var token = await shop.Invites(tom.Email);

        (await LooksUp(token)).Ok()["account"].GetString().ShouldBe("existing");
        (await Accepts(token)).Refused(401, "sign_in_first");
        (await app.Node.Post("/api/v1/auth/login", new { email = tom.Email, password = Agent.Password })).Ok(); // his password is still his
        (await tom.Post("/api/v1/invitations/accept", new { token })).Ok()["new_account"].GetBoolean().ShouldBeFalse();

        (await app.Value<long>("select count(*) from members where user_id = $1", tom.UserId)).ShouldBe(2);
        (await tom.Get("/api/v1/auth/me")).Ok()["workspace_id"].GetGuid().ShouldBe(tom.WorkspaceId, "the session stays where it was");
    }

    [Fact]
    public async Task Somebody_else_is_told_whom_the_invitation_is_for_and_does_not_get_in()
    {
        var shop = await app.Shop();
        var (tom, eve) = (await Agent.Registers(app, "Tom", "Elsewhere"), await Agent.Registers(app, "Eve", "Nowhere"));
        var token = await shop.Invites(tom.Email);

        (await eve.Post("/api/v1/invitations/accept", new { token })).Refused(409, "for_another_address").Detail!.ShouldContain(tom.Email);
        (await eve.Post("/api/v1/invitations/accept", new { token = await shop.Invites(NewAddress()), name = "Eve", password = Agent.Password })).Refused(409, "for_another_address");

        (await app.Value<long>("select count(*) from members where user_id = $1 and workspace_id = $2", eve.UserId, shop.WorkspaceId)).ShouldBe(0);
    }

    [Fact]
    public async Task An_account_that_was_never_verified_is_taken_over_by_the_owner_of_the_address()
    {
        var shop = await app.Shop();
        var squatter = await Agent.Registers(app, "Squatter", "Elsewhere");
        await app.Execute("update users set email_verified_at = null where id = $1", squatter.UserId);
        var token = await shop.Invites(squatter.Email);

        (await LooksUp(token)).Ok()["account"].GetString().ShouldBe("new");
        (await Accepts(token, new { token, name = "Vera Blum", password = "Her-Own-Word-9" })).Ok();

        (await app.Node.Post("/api/v1/auth/login", new { email = squatter.Email, password = Agent.Password })).Refused(401, "sign_in_refused");
        (await Agent.SignsIn(app, "Vera", squatter.Email, "Her-Own-Word-9")).UserId.ShouldBe(squatter.UserId);
        (await squatter.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
    }

    [Theory]
    [InlineData("", Agent.Password, "name")]
    [InlineData("Vera", "short", "password")]
    public async Task A_new_account_needs_a_name_and_a_good_password(string name, string password, string field)
    {
        var shop = await app.Shop();
        var token = await shop.Invites(NewAddress());

        (await Accepts(token, new { token, name, password })).Refused(422, "invalid_fields")["errors"].TryGetProperty(field, out _).ShouldBeTrue();

        (await Accepts(token)).Ok(); // the token is still good
    }

    [Fact]
    public async Task Nobody_is_invited_twice_or_invited_again_while_a_member()
    {
        var (shop, email) = (await app.Shop(), NewAddress());
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => shop.Sarah.Post("/api/v1/invitations", new { email = n % 2 == 0 ? email : email.ToUpperInvariant(), role = "agent" })));
        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Where(a => a.Status != 201).ShouldAllBe(a => a.Status == 409 && a.Code == "already_invited");

        (await shop.Sarah.Post("/api/v1/invitations", new { email = shop.Sarah.Email.ToUpperInvariant(), role = "agent" })).Refused(409, "already_member");
    }

    [Fact]
    public async Task A_removed_member_comes_back_by_a_new_invitation()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");
        (await shop.Sarah.Delete($"/api/v1/members/{await shop.MemberId(mike)}")).Status.ShouldBe(204);
        (await app.Node.Post("/api/v1/auth/login", new { email = mike.Email, password = Agent.Password })).Status.ShouldNotBe(200);

        var token = await shop.Invites(mike.Email, Role.Viewer);
        (await LooksUp(token)).Ok()["account"].GetString().ShouldBe("returning");
        var joined = (await Accepts(token, new { token, password = "Another-Word-5" })).Ok();

        joined.Headers["Set-Cookie"].ShouldBeEmpty("joining signs nobody in");
        (await app.Node.Post("/api/v1/auth/login", new { email = mike.Email, password = "Another-Word-5" })).Status.ShouldNotBe(200);
        (await (await mike.SignsInAgain()).Get("/api/v1/auth/me")).Ok()["role"].GetString().ShouldBe("viewer");
    }

    [Theory]
    [InlineData(Role.Agent)]
    [InlineData(Role.Viewer)]
    public async Task Agents_and_viewers_neither_invite_nor_see_invitations(Role role)
    {
        var shop = await app.Shop();
        var member = await shop.Member("Mike", role);
        (await member.Post("/api/v1/invitations", new { email = NewAddress(), role = "viewer" })).Refused(403, "not_permitted");
        (await member.Get("/api/v1/invitations")).Refused(403, "not_permitted");
    }

    [Fact]
    public async Task An_admin_invites_admins_and_no_owner_and_gets_nothing_by_extra_fields()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        var amy = await shop.Member("Amy", Role.Admin);

        (await amy.Post("/api/v1/invitations", new { email = NewAddress(), role = "owner" })).Refused(403, "owners_only");
        var made = (await amy.Post("/api/v1/invitations", new
        {
            email = NewAddress(),
            role = "admin",
            id = Guid.Empty,
            workspace_id = other.WorkspaceId,
            user_id = other.Sarah.UserId,
            accepted_at = DateTimeOffset.UtcNow,
            grants = new[] { "billing.manage" },
        })).Ok();

        made["id"].GetGuid().ShouldNotBe(Guid.Empty);
        (await other.Sarah.Get("/api/v1/invitations")).Ok()["data"].GetArrayLength().ShouldBe(0);
        (await app.Value<Guid>("select workspace_id from invitations where id = $1", made["id"].GetGuid())).ShouldBe(shop.WorkspaceId);
    }

    [Fact]
    public async Task Another_workspaces_invitation_is_not_there()
    {
        var (shop, other, email) = (await app.Shop(), await app.Shop("Other"), NewAddress());
        await shop.Invites(email);
        var id = await InvitationOf(shop, email);

        (await other.Sarah.Post($"/api/v1/invitations/{id}/resend")).Refused(404, "invitation_not_found");
        (await other.Sarah.Delete($"/api/v1/invitations/{id}")).Refused(404, "invitation_not_found");
        (await other.Sarah.Post("/api/v1/invitations", new { email = NewAddress(), role = "agent", chatbot_ids = new[] { shop.ChatbotId } })).Refused(422, "invalid_fields");
    }

    [Theory]
    [InlineData("""{ "email": "no address", "role": "agent" }""", 422)]
    [InlineData("""{ "email": "Vera <vera@x.test>", "role": "agent" }""", 422)]
    [InlineData("""{ "email": "vera@x.test", "role": "king" }""", 400)]
    [InlineData("""{ "email": "vera@x.test", "role": "agent", "chatbot_ids": "all" }""", 422)]
    [InlineData("""{ "email": "vera@x.test", "role": "agent", "chatbot_ids": [1] }""", 422)]
    [InlineData("""{ "email": "vera@x.test", "role": "agent", "chatbot_ids": [] }""", 422)]
    [InlineData("""{ "role": "agent" }""", 400)]
    public async Task What_cannot_be_an_invitation_is_refused(string body, int status) =>
        (await (await app.Shop()).Sarah.Post("/api/v1/invitations", body)).Status.ShouldBe(status);

    [Fact]
    public async Task Limits_to_chatbots_come_along()
    {
        var (shop, email) = (await app.Shop(), NewAddress());
        (await shop.Sarah.Post("/api/v1/invitations", new { email, role = "agent", chatbot_ids = new[] { shop.ChatbotId } })).Ok();
        var member = await shop.Joins("Vera", (await app.Mail(email, "Join ")).Token);

        (await shop.Sarah.Get($"/api/v1/members/{member}")).Ok()["chatbot_ids"][0].GetGuid().ShouldBe(shop.ChatbotId);
    }

    [Fact]
    public async Task Fifty_invitations_may_be_open()
    {
        var shop = await app.Shop();
        await app.Execute("""
            insert into invitations (id, workspace_id, email, role, created_at, expires_at)
            select gen_random_uuid(), $1, 'n' || n || '@x.test', 'agent', now(), now() + interval '7 days' from generate_series(1, 50) n
            """, shop.WorkspaceId);
        (await shop.Sarah.Post("/api/v1/invitations", new { email = NewAddress(), role = "agent" })).Refused(409, "too_many_invitations");
    }
}

/// <summary>With the limits a real workspace meets.</summary>
public sealed class InvitationsAreLimited(StrictFrontdeskApp app) : IClassFixture<StrictFrontdeskApp>
{
    [Fact]
    public async Task Twenty_letters_an_hour_leave_a_workspace()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        for (var n = 0; n < 20; n++)
        {
            (await sarah.Post("/api/v1/invitations", new { email = $"n{n}@x.test", role = "agent" })).Ok();
        }

        var refused = (await sarah.Post("/api/v1/invitations", new { email = "one.more@x.test", role = "agent" })).Refused(429, "rate_limited");
        refused.Headers["Retry-After"].Any().ShouldBeTrue();
    }

    [Fact]
    public async Task Guessing_tokens_is_slow()
    {
        Reply last = null!;
        for (var n = 0; n < 61; n++)
        {
            last = await app.Node.Post("/api/v1/invitations/lookup", new { token = "fdi_" + Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N") });
        }

        last.Refused(429, "rate_limited");
    }
}
