using System.Net;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn;

/// <summary>Whether a workspace's policy lets a session in: pure, in tables.</summary>
public sealed class TheAdmission
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, SecurityPolicy> Policies = new()
    {
        ["none"] = new SecurityPolicy(),
        ["factor"] = new SecurityPolicy { RequireSecondFactor = true },
        ["sso"] = new SecurityPolicy { SignInMethods = ["sso"] },
        ["google"] = new SecurityPolicy { SignInMethods = ["google", "microsoft"] },
        ["office"] = new SecurityPolicy { IpRanges = ["203.0.113.0/24", "2001:db8::/32", "198.51.100.7"] },
        ["hours"] = new SecurityPolicy { SessionHours = 8 },
        ["sso+factor"] = new SecurityPolicy { SignInMethods = ["sso"], RequireSecondFactor = true },
    };

    [Theory]
    [InlineData("none", "password", false, false, "192.0.2.1", 0, "admitted")]
    [InlineData("none", "password", true, false, "192.0.2.1", 0, "admitted")]
    [InlineData("factor", "password", false, false, "192.0.2.1", 0, "needs")]
    [InlineData("factor", "password", true, true, "192.0.2.1", 0, "admitted")]
    [InlineData("factor", "password", true, false, "192.0.2.1", 0, "closed")]
    [InlineData("factor", "google", false, false, "192.0.2.1", 0, "needs")]
    [InlineData("factor", "google", true, true, "192.0.2.1", 0, "admitted")]
    [InlineData("factor", "sso:0199", false, false, "192.0.2.1", 0, "admitted")]
    [InlineData("sso", "password", true, true, "192.0.2.1", 0, "closed")]
    [InlineData("sso", "sso:0199", false, false, "192.0.2.1", 0, "admitted")]
    [InlineData("sso+factor", "sso:0199", true, false, "192.0.2.1", 0, "admitted")]
    [InlineData("google", "password", false, false, "192.0.2.1", 0, "closed")]
    [InlineData("google", "microsoft", false, false, "192.0.2.1", 0, "admitted")]
    [InlineData("office", "password", false, false, "203.0.113.9", 0, "admitted")]
    [InlineData("office", "password", false, false, "::ffff:203.0.113.9", 0, "admitted")]
    [InlineData("office", "password", false, false, "198.51.100.7", 0, "admitted")]
    [InlineData("office", "password", false, false, "198.51.100.8", 0, "closed")]
    [InlineData("office", "password", false, false, "2001:db8::1", 0, "admitted")]
    [InlineData("office", "password", false, false, "2001:db9::1", 0, "closed")]
    [InlineData("office", "password", false, false, null, 0, "closed")]
    [InlineData("hours", "password", false, false, "192.0.2.1", 8, "admitted")]
    [InlineData("hours", "password", false, false, "192.0.2.1", 9, "closed")]
    public void A_policy_decides(string policy, string method, bool hasFactor, bool shownFactor, string? from, int hoursAgo, string expected)
    {
        var facts = new SessionFacts(Now.AddHours(-hoursAgo), new SignInProof(method, shownFactor ? Now : null), hasFactor);

        Admission.Decide(Policies[policy], facts, from is null ? null : IPAddress.Parse(from), Now).ShouldBe(expected switch
        {
            "admitted" => Standing.Admitted,
            "needs" => Standing.NeedsSecondFactor,
            _ => null,
        });
    }

    [Theory]
    [InlineData("", "in no workspace")]
    [InlineData("sso", "its own sign-in page")]
    [InlineData("google", "does not take this way")]
    [InlineData("office", "from this network")]
    [InlineData("sso,office", "from this network")]
    public void Who_is_shut_out_is_told_why(string policies, string because) => Admission.WhyClosed(
        [.. policies.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => Policies[name])],
        new SessionFacts(Now, new SignInProof("password"), HasSecondFactor: false), IPAddress.Parse("192.0.2.1")).ShouldContain(because);

    [Fact]
    public void A_workspaces_own_provider_vouches_for_that_workspace_alone()
    {
        var (own, other) = (Guid.NewGuid(), Guid.NewGuid());

        new SignInProof("sso:0199", OnlyIn: own).Reaches(own).ShouldBeTrue();
        new SignInProof("sso:0199", OnlyIn: own).Reaches(other).ShouldBeFalse();
        new SignInProof("sso:0199").Reaches(own).ShouldBeFalse();
        new SignInProof("google").Reaches(own).ShouldBeTrue();
    }
}
