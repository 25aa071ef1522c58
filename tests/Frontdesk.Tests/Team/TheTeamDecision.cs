using Frontdesk.Team;
using Shouldly;
using Xunit;
using static Frontdesk.Team.Role;
using static Frontdesk.Team.Verdict;

namespace Frontdesk.Tests.Team;

/// <summary>Who may do what to whom, cell by cell.</summary>
public sealed class TheTeamDecision
{
    private static readonly Guid Actor = Guid.CreateVersion7();
    private static readonly Guid Other = Guid.CreateVersion7();
    private static readonly Guid[] One = [Guid.CreateVersion7()];
    private static readonly Guid[] Two = [Guid.CreateVersion7()];

    private static TeamActor By(Role role, string[]? grants = null, Guid[]? chatbots = null) => new(Actor, role, Permissions.Of(role, grants ?? []), chatbots);

    private static TeamSubject Of(Role role, bool last = false, string[]? grants = null, Guid[]? chatbots = null) => new(Other, new Place(role, grants ?? [], chatbots), last);

    private static Place As(Role role, string[]? grants = null, Guid[]? chatbots = null) => new(role, grants ?? [], chatbots);

    //          acting, subject, wanted
    [Theory]
    [InlineData(Owner, Owner, Admin, Allowed)]
    [InlineData(Owner, Admin, Owner, Allowed)]
    [InlineData(Owner, Viewer, Agent, Allowed)]
    [InlineData(Admin, Admin, Agent, Allowed)]
    [InlineData(Admin, Viewer, Admin, Allowed)]
    [InlineData(Admin, Agent, Owner, OwnersOnly)]
    [InlineData(Admin, Owner, Owner, OwnersOnly)]
    [InlineData(Admin, Owner, Viewer, OwnersOnly)]
    [InlineData(Agent, Viewer, Agent, NotPermitted)]
    [InlineData(Agent, Agent, Viewer, NotPermitted)]
    [InlineData(Viewer, Viewer, Viewer, NotPermitted)]
    public void A_role_is_changed(Role acting, Role subject, Role wanted, Verdict verdict) =>
        TeamDecision.Change(By(acting), Of(subject), As(wanted)).ShouldBe(verdict);

    [Theory]
    [InlineData(Owner, Owner, Allowed)]
    [InlineData(Owner, Viewer, Allowed)]
    [InlineData(Admin, Admin, Allowed)]
    [InlineData(Admin, Owner, OwnersOnly)]
    [InlineData(Agent, Viewer, NotPermitted)]
    public void Somebody_is_excluded_or_let_back_in(Role acting, Role subject, Verdict verdict)
    {
        TeamDecision.Exclude(By(acting), Of(subject)).ShouldBe(verdict);
        TeamDecision.Readmit(By(acting), Of(subject)).ShouldBe(verdict);
    }

    [Theory]
    [InlineData(Owner, Owner, Allowed)]
    [InlineData(Admin, Owner, OwnersOnly)]
    [InlineData(Admin, Admin, Allowed)]
    [InlineData(Agent, Viewer, NotPermitted)]
    public void Somebody_is_invited(Role acting, Role wanted, Verdict verdict) => TeamDecision.Invite(By(acting), As(wanted)).ShouldBe(verdict);

    [Fact]
    public void The_last_owner_stays_owner()
    {
        TeamDecision.Change(By(Owner), Of(Owner, last: true), As(Admin)).ShouldBe(LastOwner);
        TeamDecision.Exclude(By(Owner), Of(Owner, last: true)).ShouldBe(LastOwner);
        TeamDecision.Leave(Of(Owner, last: true)).ShouldBe(LastOwner);
        TeamDecision.Leave(Of(Owner)).ShouldBe(Allowed);
        TeamDecision.Change(By(Owner), Of(Owner, last: true), As(Owner)).ShouldBe(Allowed);
    }

    [Fact]
    public void Nobody_changes_or_excludes_themselves()
    {
        var oneself = new TeamSubject(Actor, As(Admin), false);
        TeamDecision.Change(By(Admin), oneself, As(Viewer)).ShouldBe(Oneself);
        TeamDecision.Exclude(By(Admin), oneself).ShouldBe(Oneself);
    }

    [Fact]
    public void Nobody_gives_what_they_do_not_have()
    {
        TeamDecision.Change(By(Admin), Of(Agent), As(Agent, ["billing.manage"])).ShouldBe(BeyondOwn);
        TeamDecision.Change(By(Admin), Of(Agent), As(Agent, ["chatbot.delete"])).ShouldBe(Allowed);
        TeamDecision.Change(By(Admin), Of(Agent, grants: ["billing.manage"]), As(Agent, ["billing.manage"])).ShouldBe(Allowed, "it was given by somebody who could");
        TeamDecision.Change(By(Owner), Of(Agent), As(Agent, ["billing.manage"])).ShouldBe(Allowed);
    }

    [Fact]
    public void An_agent_trusted_with_the_team_makes_no_admin_and_touches_none()
    {
        var trusted = By(Agent, ["team.manage"]);
        TeamDecision.Invite(trusted, As(Admin)).ShouldBe(BeyondOwn);
        TeamDecision.Invite(trusted, As(Viewer)).ShouldBe(Allowed);
        TeamDecision.Change(trusted, Of(Viewer), As(Agent)).ShouldBe(Allowed);
        TeamDecision.Change(trusted, Of(Viewer), As(Admin)).ShouldBe(BeyondOwn);
        TeamDecision.Exclude(trusted, Of(Admin)).ShouldBe(BeyondOwn);
        TeamDecision.Readmit(trusted, Of(Admin)).ShouldBe(BeyondOwn);
    }

    [Fact]
    public void A_key_gives_no_more_than_its_scopes()
    {
        var key = new TeamActor(Actor, Owner, new HashSet<Permission> { Permission.TeamManage }, null);
        TeamDecision.Invite(key, As(Owner)).ShouldBe(BeyondOwn);
        TeamDecision.Invite(key, As(Viewer)).ShouldBe(BeyondOwn);
    }

    [Fact]
    public void Limits_to_chatbots_are_widened_only_as_far_as_ones_own()
    {
        var limited = By(Admin, chatbots: One);
        TeamDecision.Invite(limited, As(Agent)).ShouldBe(BeyondOwn);
        TeamDecision.Invite(limited, As(Agent, chatbots: Two)).ShouldBe(BeyondOwn);
        TeamDecision.Invite(limited, As(Agent, chatbots: One)).ShouldBe(Allowed);
        TeamDecision.Change(limited, Of(Agent, chatbots: Two), As(Agent, chatbots: [.. One, .. Two])).ShouldBe(Allowed);
        TeamDecision.Change(limited, Of(Agent, chatbots: Two), As(Agent)).ShouldBe(BeyondOwn);
        TeamDecision.Change(limited, Of(Agent), As(Agent)).ShouldBe(Allowed);
        TeamDecision.Change(limited, Of(Agent), As(Agent, chatbots: Two)).ShouldBe(Allowed, "that takes away");
    }

    [Fact]
    public void A_place_is_kept_tidy()
    {
        new Place(Owner, ["chatbot.delete"], One).Tidy().IsSameAs(As(Owner)).ShouldBeTrue();
        new Place(Admin, ["chatbot.delete", "billing.manage", "no.such"], null).Tidy().Grants.ShouldBe(["billing.manage"]);
        As(Agent).IsSameAs(As(Agent, chatbots: One)).ShouldBeFalse();
    }
}
