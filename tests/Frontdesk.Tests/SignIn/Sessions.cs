using System.Diagnostics;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Sockets;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn;

/// <summary>Sessions: how they begin, are seen, moved, and how they end for real and everywhere.</summary>
public sealed class Sessions(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    [Fact]
    public async Task A_list_shows_each_session_in_words_and_which_one_asks()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        (await app.Node.Post("/api/v1/auth/login", new { email = ann.Email, password = Agent.Password }, null, ("User-Agent", Firefox))).Ok();

        var sessions = (await ann.Get("/api/v1/me/sessions")).Ok()["sessions"].EnumerateArray().ToList();

        sessions.Count.ShouldBe(2);
        sessions[0].GetProperty("current").GetBoolean().ShouldBeTrue();
        sessions[1].GetProperty("current").GetBoolean().ShouldBeFalse();
        sessions[1].GetProperty("browser").GetString().ShouldBe("Firefox");
        sessions[1].GetProperty("system").GetString().ShouldBe("Linux");
        sessions[1].GetProperty("signed_in_with").GetString().ShouldBe("password");
        sessions[1].GetProperty("ip").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15", "Safari on macOS")]
    [InlineData("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1", "Chrome on iPhone")]
    [InlineData(Firefox, "Firefox on Linux")]
    [InlineData("curl/8.5.0", "curl")]
    [InlineData("<script>alert(1)</script>", "A program")]
    [InlineData(null, "A program")]
    public void A_browser_is_named_as_people_call_it(string? userAgent, string words) => Device.Of(userAgent).InWords.ShouldBe(words);

    [Fact]
    public async Task One_is_ended_on_every_node_and_the_others_stay()
    {
        var second = await app.SecondNode();
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var lost = await ann.SignsInAgain();
        var (here, there) = (await lost.Connects(), await lost.Connects(to: second));
        var own = await ann.Connects();

        (await ann.Delete($"/api/v1/me/sessions/{await SessionOf(lost)}")).Status.ShouldBe(204);

        (await here.ClosedWith()).ShouldBe(4409);
        (await there.ClosedWith()).ShouldBe(4409);
        (await lost.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
        (await app.Node.Post("/api/v1/auth/refresh", null, null, ("Cookie", lost.RefreshCookie))).Refused(401, "token_invalid");
        (await ann.Get("/api/v1/auth/me")).Ok();
        await own.Settles();
    }

    [Fact]
    public async Task Somebody_elses_session_is_not_found_and_stays()
    {
        var (ann, ben) = (await Agent.Registers(app, "Ann", "Tarnholt"), await Agent.Registers(app, "Ben", "Holmgard"));
        var bens = await SessionOf(ben);
        var tab = new Tab(app.Node);
        await tab.SignsIn(ann.Email);

        (await ann.Delete($"/api/v1/me/sessions/{bens}")).Refused(404, "not_found");
        (await tab.Post($"/account/sessions/{bens}/end")).Status.ShouldBe(404);
        (await ann.Delete($"/api/v1/me/sessions/{Guid.NewGuid()}")).Refused(404, "not_found");

        (await ben.Get("/api/v1/auth/me")).Ok();
        (await ann.Get("/api/v1/me/sessions")).Ok().Text.ShouldNotContain(bens.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signing_out_everywhere_ends_the_others_and_this_one_if_wanted(bool alsoThis)
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var others = new[] { await ann.SignsInAgain(), await ann.SignsInAgain() };
        var line = await others[0].Connects();

        (await ann.Post("/api/v1/auth/logout-everywhere", new { also_this = alsoThis })).Status.ShouldBe(204);

        foreach (var other in others)
        {
            (await other.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
        }

        (await line.ClosedWith()).ShouldBe(4409);
        (await ann.Get("/api/v1/auth/me")).Status.ShouldBe(alsoThis ? 401 : 200);
    }

    [Fact]
    public async Task The_page_lists_and_ends_them()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var tab = new Tab(app.Node);
        await tab.SignsIn(ann.Email);

        var page = await tab.Get("/account/sessions");
        page.Text.ShouldContain("This one");
        page.Text.ShouldContain("signed in with a password");
        (await tab.Post($"/account/sessions/{await SessionOf(ann)}/end")).LeadsTo().ShouldBe("/account/sessions");
        (await ann.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");

        (await tab.Post("/account/sessions/end", ("also_this", "true"))).LeadsTo().ShouldBe("/sign-in");
        tab.IsSignedIn.ShouldBeFalse();
    }

    [Fact]
    public async Task Ten_sign_ins_at_once_leave_five_sessions()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => app.Node.Post("/api/v1/auth/login", new { email = ann.Email, password = Agent.Password })));

        answers.ShouldAllBe(answer => answer.Status == 200 || answer.Code == "token_invalid", "who is pushed out before being told of their session signs in again");
        answers.Count(answer => answer.Status == 200).ShouldBeGreaterThanOrEqualTo(5);
        (await app.Value<long>("select count(*) from sessions where user_id = $1 and ended_at is null", ann.UserId)).ShouldBe(5);
    }

    [Fact]
    public async Task Being_there_lets_a_cookie_session_live_on_and_a_page_left_open_does_not()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var tab = new Tab(app.Node);
        await tab.SignsIn(ann.Email);
        var session = await app.Value<Guid>("select id from sessions where user_id = $1 order by created_at desc limit 1", ann.UserId);
        await app.Execute("update sessions set last_seen_at = now() - interval '10 days', expires_at = now() + interval '20 days' where id = $1", session);
        await app.Execute("update members set last_active_at = null where user_id = $1", ann.UserId);

        var credentials = app.Services.GetRequiredService<SessionDoor>();
        (await credentials.Look(session, new DefaultHttpContext(), CancellationToken.None)).ShouldNotBeNull();
        (await Days("expires_at - now()", session)).ShouldBeLessThan(21);

        var seen = await tab.Get("/inbox");

        (await Days("expires_at - now()", session)).ShouldBeGreaterThan(29);
        (await Days("now() - last_seen_at", session)).ShouldBeLessThan(1);
        seen.Headers["Set-Cookie"].ShouldContain(c => c.StartsWith("fd_session=", StringComparison.Ordinal) && c.Contains("max-age=2592000", StringComparison.OrdinalIgnoreCase));
        (await app.Value<bool>("select last_active_at > now() - interval '1 minute' from members where user_id = $1", ann.UserId)).ShouldBeTrue();
        (await tab.Get("/inbox")).Headers["Set-Cookie"].ShouldBeEmpty(); // and the next request writes nothing
    }

    [Fact]
    public async Task The_one_idle_longest_goes_first_by_when_it_was_used()
    {
        var oldest = await Agent.Registers(app, "Ann", "Tarnholt");
        var quiet = await oldest.SignsInAgain();
        for (var n = 0; n < 3; n++)
        {
            await oldest.SignsInAgain();
        }

        await app.Execute("update sessions set last_seen_at = last_seen_at - interval '1 hour' where user_id = $1", oldest.UserId);
        (await oldest.Get("/api/v1/auth/me")).Ok();
        await oldest.SignsInAgain();

        (await oldest.Get("/api/v1/auth/me")).Ok();
        (await quiet.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
    }

    [Fact]
    public async Task When_the_hours_of_the_policy_have_passed_everything_of_the_session_ends()
    {
        var second = await app.SecondNode();
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var line = await ann.Connects(to: second);
        await Policy(ann, "{\"session_hours\": 1}");
        (await ann.Get("/api/v1/auth/me")).Ok();
        await second.Services.GetRequiredService<WorkspaceSockets>().CloseWhatMayNoLonger(CancellationToken.None);
        await line.Settles();

        await app.Execute("update sessions set created_at = now() - interval '61 minutes' where user_id = $1", ann.UserId);
        await second.Services.GetRequiredService<WorkspaceSockets>().CloseWhatMayNoLonger(CancellationToken.None);

        (await line.ClosedWith()).ShouldBe(4409);
        (await ann.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
        (await app.Node.Post("/api/v1/auth/refresh", null, null, ("Cookie", ann.RefreshCookie))).Refused(401, "token_invalid");
    }

    [Theory]
    [InlineData("update members set role = 'viewer' where user_id = $1")]
    [InlineData("update members set chatbot_ids = '{}' where user_id = $1")]
    [InlineData("update members set status = 'inactive' where user_id = $1")]
    [InlineData("update users set status = 'suspended' where id = $1")]
    [InlineData("update sessions set expires_at = now() where user_id = $1")]
    public async Task A_socket_whose_member_has_lost_a_right_without_a_signal_is_closed_by_the_next_look(string change)
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var line = await ann.Connects();
        await app.Execute(change, ann.UserId);

        await app.Services.GetRequiredService<WorkspaceSockets>().CloseWhatMayNoLonger(CancellationToken.None);

        (await line.ClosedWith()).ShouldBe(4409);
    }

    [Fact]
    public async Task A_socket_that_comes_late_with_an_ended_session_hears_nothing()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var clock = new EndsAtTheDoor(() => app.Execute("update sessions set ended_at = now() where user_id = $1", ann.UserId));
        var late = await app.SecondNode(builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var line = await Line.Open(late.Socket("/api/v1/realtime"));
        await line.Send("auth", new { token = ann.AccessToken });

        (await line.ClosedWith()).ShouldBe(4409);

        line.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Even_the_first_of_many_refresh_tokens_ends_the_session_when_it_comes_back()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var cookie = ann.RefreshCookie;
        for (var n = 0; n < 60; n++)
        {
            cookie = Agent.CookieOf((await Refresh(cookie)).Ok());
        }

        (await Refresh(ann.RefreshCookie)).Refused(401, "token_invalid");

        (await Refresh(cookie)).Refused(401, "token_invalid");
        (await ann.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
        (await app.Value<string>("select ended_because from sessions where user_id = $1", ann.UserId)).ShouldBe("refresh_token_reused");
    }

    [Fact]
    public async Task Of_two_refreshes_at_once_one_wins_and_the_session_ends_every_time()
    {
        for (var n = 0; n < 5; n++)
        {
            var ann = await Agent.Registers(app, "Ann", "Tarnholt");

            var answers = await Task.WhenAll(Refresh(ann.RefreshCookie), Refresh(ann.RefreshCookie));

            answers.Count(a => a.Status == 200).ShouldBeLessThanOrEqualTo(1);
            (await app.Value<string>("select ended_because from sessions where user_id = $1", ann.UserId)).ShouldBe("refresh_token_reused");
        }
    }

    [Fact]
    public async Task Nobody_can_make_up_a_token_that_ends_anothers_session()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var session = await SessionOf(ann);

        (await Refresh($"fd_refresh=fr_{session:N}")).Refused(401, "token_invalid");
        (await Refresh($"fd_refresh=fr_{Convert.ToBase64String(session.ToByteArray())}")).Refused(401, "token_invalid");
        (await Refresh($"fd_refresh={ann.RefreshCookie["fd_refresh=".Length..]}x")).Refused(401, "token_invalid");

        (await ann.Get("/api/v1/auth/me")).Ok();
        (await Refresh(ann.RefreshCookie)).Ok();
    }

    [Fact]
    public async Task A_sign_in_enters_the_workspace_whose_policy_takes_it()
    {
        var (ann, _, other) = await InTwoWorkspaces();
        await Policy(ann, "{\"sign_in_methods\": [\"sso\"]}");

        (await app.Node.Post("/api/v1/auth/login", new { email = ann.Email, password = Agent.Password })).Ok()["user"].GetProperty("workspace_id").GetGuid().ShouldBe(other);

        await app.Execute("update workspaces set security = '{\"sign_in_methods\": [\"sso\"]}' where id = $1", other);
        var closed = await app.Node.Post("/api/v1/auth/login", new { email = ann.Email, password = Agent.Password });
        closed.Refused(403, "no_workspace").Detail!.ShouldContain("its own sign-in page");
        (await app.Node.Post("/api/v1/auth/login", new { email = ann.Email, password = "Wrong-Horse-7" })).Refused(401, "sign_in_refused"); // strangers learn nothing
        (await new Tab(app.Node).SignsIn(ann.Email)).Text.ShouldContain("its own sign-in page");
    }

    [Fact]
    public async Task A_session_moves_into_another_workspace_and_leaves_nothing_open_in_the_former()
    {
        var (ann, member, other) = await InTwoWorkspaces();
        var line = await ann.Connects();

        (await Enter(member, other)).Entered!.WorkspaceId.ShouldBe(other);

        (await line.ClosedWith()).ShouldBe(4409);
        (await ann.Get("/api/v1/auth/me")).Ok()["workspace_id"].GetGuid().ShouldBe(other);
        (await app.Value<long>("select count(*) from audit_log where workspace_id = $1 and action = 'user.entered_workspace'", other)).ShouldBe(1);
    }

    [Fact]
    public async Task A_session_does_not_move_where_the_policy_refuses_it_or_its_user_is_no_member()
    {
        var (ann, member, other) = await InTwoWorkspaces();
        var stranger = await Agent.Registers(app, "Ben", "Holmgard");
        (await Enter(member, stranger.WorkspaceId)).ShouldBe((null, null));

        foreach (var policy in new[] { "{\"sign_in_methods\": [\"google\"]}", "{\"ip_ranges\": [\"192.0.2.0/24\"]}" })
        {
            await app.Execute("update workspaces set security = $2::jsonb where id = $1", other, policy);
            (await Enter(member, other)).Refused!.Code.ShouldBe("sign_in_differently");
        }

        (await ann.Get("/api/v1/auth/me")).Ok()["workspace_id"].GetGuid().ShouldBe(ann.WorkspaceId);
    }

    [Fact]
    public async Task A_session_that_one_workspaces_provider_began_stays_there()
    {
        var (_, member, other) = await InTwoWorkspaces();
        var connection = Guid.NewGuid();
        await app.Execute("insert into sso_connections (id, workspace_id, name, issuer, client_id, client_secret_encrypted, created_at, updated_at) values ($1, $2, 'x', 'https://x.test', 'x', 'x', now(), now())", connection, member.WorkspaceId);
        await app.Execute("update sessions set signed_in_with = $2 where id = $1", member.CredentialId, $"sso:{connection}");

        (await Enter(member, other)).Refused!.Code.ShouldBe("sign_in_differently");
    }

    [Fact]
    public async Task Who_is_not_verified_is_told_so_only_after_the_right_password()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        await app.Execute("update users set email_verified_at = null where id = $1", ann.UserId);

        (await app.Node.Post("/api/v1/auth/login", new { email = ann.Email, password = "Wrong-Horse-7" })).Refused(401, "sign_in_refused");
        (await app.Node.Post("/api/v1/auth/login", new { email = ann.Email, password = Agent.Password })).Refused(403, "email_not_verified");
        var page = await new Tab(app.Node).SignsIn(ann.Email);
        page.Status.ShouldBe(403);
        page.Text.ShouldContain("action=\"/verify-email/resend\"");
    }

    [Fact]
    public async Task Who_is_suspended_is_answered_like_a_wrong_password()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        await app.Execute("update users set status = 'suspended' where id = $1", ann.UserId);

        (await app.Node.Post("/api/v1/auth/login", new { email = ann.Email, password = Agent.Password })).Refused(401, "sign_in_refused");
        (await ann.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
    }

    [Fact]
    public async Task Signing_in_and_out_is_written_down()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        await ann.SignsInAgain();
        await app.Node.Post("/api/v1/auth/login", new { email = ann.Email, password = "Wrong-Horse-7" });
        (await ann.Post("/api/v1/auth/logout")).Status.ShouldBe(204);

        (await Written(ann, "user.signed_in", ann.WorkspaceId)).ShouldBe(2);
        (await Written(ann, "user.signed_out", ann.WorkspaceId)).ShouldBe(1);
        (await app.Value<long>("select count(*) from audit_log where workspace_id is null and actor_id = $1 and action = 'user.sign_in_failed'", ann.UserId)).ShouldBe(1);
    }

    [Fact]
    public async Task Signing_out_in_the_browser_takes_the_cookie_and_what_was_shown_is_in_no_cache()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var tab = new Tab(app.Node);
        await tab.SignsIn(ann.Email);
        (await tab.Get("/inbox")).Headers["Cache-Control"].ShouldBe(["no-store"]);
        var cookie = tab.CookieHeader;

        (await tab.Post("/sign-out")).LeadsTo().ShouldBe("/sign-in");

        tab.IsSignedIn.ShouldBeFalse();
        (await app.Node.Get("/inbox", null, ("Cookie", cookie))).LeadsTo()!.ShouldStartWith("/sign-in"); // nor does the old cookie work
    }

    [Fact]
    public async Task Over_https_the_cookies_belong_to_this_host_alone_and_planted_ones_are_not_read()
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var secure = await app.SecondNode(builder => builder.Services.AddSingleton<IStartupFilter, OverHttps>());
        var tab = new Tab(secure);

        var signedIn = await tab.SignsIn(ann.Email);

        var cookie = signedIn.Headers["Set-Cookie"].Single(c => c.Contains("fd_session", StringComparison.Ordinal));
        cookie.ShouldStartWith("__Host-fd_session=");
        cookie.ShouldContain("; secure");
        cookie.ShouldContain("; httponly");
        cookie.ShouldContain("; samesite=lax");
        cookie.ShouldContain("; path=/;");
        cookie.ShouldNotContain("domain=");
        (await tab.Get("/inbox")).Status.ShouldBe(200);
        var login = await secure.Post("/api/v1/auth/login", new { email = ann.Email, password = Agent.Password });
        login.Headers["Set-Cookie"].ShouldContain(c => c.StartsWith("__Host-fd_refresh=", StringComparison.Ordinal) && c.Contains("samesite=strict", StringComparison.Ordinal));

        var planted = new Tab(secure);
        planted.Keep("fd_session", tab.Cookies["__Host-fd_session"]);
        (await planted.Get("/inbox")).LeadsTo()!.ShouldStartWith("/sign-in");
    }

    private static SessionDoor Door(IServiceProvider services) => services.GetRequiredService<SessionDoor>();

    /// <summary>Ann owns Tarnholt and is an agent elsewhere; the member is her session in Tarnholt.</summary>
    private async Task<(Agent Ann, CurrentAgent Member, Guid Other)> InTwoWorkspaces()
    {
        var (ann, host) = (await Agent.Registers(app, "Ann", "Tarnholt"), await Agent.Registers(app, "Ben", "Holmgard"));
        await app.Execute("insert into members (id, workspace_id, user_id, role, status, created_at) values ($1, $2, $3, 'agent', 'active', now())", Guid.CreateVersion7(), host.WorkspaceId, ann.UserId);
        await app.Execute("update members set last_active_at = now() where user_id = $1 and workspace_id = $2", ann.UserId, ann.WorkspaceId);
        var member = await Door(app.Services).Open(await SessionOf(ann), new DefaultHttpContext(), CancellationToken.None);
        return (ann, member!, host.WorkspaceId);
    }

    private async Task<(Membership? Entered, Refused? Refused)> Enter(CurrentAgent member, Guid workspace) =>
        await app.Services.GetRequiredService<StartSession>().Enter(member, workspace, new DefaultHttpContext(), CancellationToken.None);

    private Task<long> Written(Agent agent, string action, Guid workspace) =>
        app.Value<long>("select count(*) from audit_log where workspace_id = $1 and actor_id = $2 and action = $3", workspace, agent.UserId, action);

    private Task<Guid> SessionOf(Agent agent) => Task.FromResult(app.Services.GetRequiredService<SessionTokens>().ReadAccessToken(agent.AccessToken)!.Value);

    private Task<double> Days(string span, Guid session) => app.Value<double>($"select (extract(epoch from {span}) / 86400)::float8 from sessions where id = $1", session);

    private Task<int> Policy(Agent agent, string policy) => app.Execute("update workspaces set security = $2::jsonb where id = $1", agent.WorkspaceId, policy);

    private Task<Reply> Refresh(string cookie) => app.Node.Post("/api/v1/auth/refresh", null, null, ("Cookie", cookie));

    /// <summary>The door asks the time once it has read the session: in that moment the session is ended, without a signal.</summary>
    private sealed class EndsAtTheDoor(Func<Task<int>> end) : TimeProvider
    {
        private int _ended;

        public override DateTimeOffset GetUtcNow()
        {
            if (_ended == 0 && new StackTrace().ToString().Contains(nameof(SessionDoor), StringComparison.Ordinal) && Interlocked.Exchange(ref _ended, 1) == 0)
            {
                end().GetAwaiter().GetResult();
            }

            return base.GetUtcNow();
        }
    }

    /// <summary>As behind a proxy that ends TLS.</summary>
    private sealed class OverHttps : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, rest) =>
            {
                context.Request.Scheme = "https";
                return rest(context);
            });
            next(app);
        };
    }
}
