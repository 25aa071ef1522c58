using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Security;

/// <summary>What is to be different. What is absent stays as it is.</summary>
/// <param name="SignInMethods">"password", "google", "microsoft", "sso"; an empty list allows all of them.</param>
/// <param name="IpRanges">Addresses and networks, IPv4 and IPv6, at most 100; an empty list allows every address.</param>
public sealed record SecurityPolicyRequest(
    bool? RequireSecondFactor = null, IReadOnlyList<string?>? SignInMethods = null, IReadOnlyList<string?>? IpRanges = null)
{
    /// <summary>1 to 720, or null for no bound beyond 30 days of rest.</summary>
    public JsonElement SessionHours { get; init; }

    public SecurityPolicy ApplyTo(SecurityPolicy policy) => policy with
    {
        RequireSecondFactor = RequireSecondFactor ?? policy.RequireSecondFactor,
        SignInMethods = SignInMethods is null ? policy.SignInMethods : [.. SignInMethods.Select(m => m?.Trim() ?? "").Distinct()],
        IpRanges = IpRanges is null ? policy.IpRanges : [.. IpRanges.Select(r => r?.Trim() ?? "").Where(r => r.Length > 0).Select(Plain).Distinct()],
        SessionHours = SessionHours.ValueKind switch
        {
            JsonValueKind.Undefined => policy.SessionHours,
            JsonValueKind.Null => null,
            JsonValueKind.Number when SessionHours.TryGetInt32(out var hours) => hours,
            _ => 0, // refused below
        },
    };

    /// <summary>Written one way, so that lists can be compared; what cannot be read stays for the error.</summary>
    private static string Plain(string range) => SecurityPolicyRules.Network(range) is { } network
        ? network.PrefixLength == (network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 32 : 128) ? network.BaseAddress.ToString() : network.ToString()
        : range;
}

public static class SecurityPolicyRules
{
    public const int MostRanges = 100;

    private static readonly string[] Methods = [SignInMethods.Password, SignInMethods.Google, SignInMethods.Microsoft, SignInMethods.Sso];

    public static Errors Check(SecurityPolicy policy) => new Errors()
        .Unless(policy.SignInMethods.TrueForAll(m => Methods.Contains(m)), "sign_in_methods", "Choose among password, google, microsoft and sso.")
        .Unless(policy.IpRanges.Count <= MostRanges, "ip_ranges", $"List at most {MostRanges} addresses and networks.")
        .Unless(policy.IpRanges.Find(r => Network(r) is null) is null, "ip_ranges", $"\"{Cut(policy.IpRanges.Find(r => Network(r) is null))}\" is no address or network. Write 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.")
        .Unless(policy.SessionHours is null or (>= 1 and <= 720), "session_hours", "A session lasts 1 to 720 hours.");

    /// <summary>One address is a network of its own. Null for what is neither.</summary>
    public static IPNetwork? Network(string range)
    {
        if (range.Contains('/', StringComparison.Ordinal))
        {
            return IPNetwork.TryParse(range, out var network) && !network.BaseAddress.IsIPv4MappedToIPv6 ? network : null;
        }

        var complete = range.Contains(':', StringComparison.Ordinal) || range.Count(c => c == '.') == 3; // "10" would be 0.0.0.10
        return complete && IPAddress.TryParse(range, out var address) && address is { IsIPv4MappedToIPv6: false, AddressFamily: AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 } && !range.Contains('%', StringComparison.Ordinal)
            ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
            : null;
    }

    private static string? Cut(string? range) => range is { Length: > 50 } ? range[..50] + "…" : range;
}

/// <summary>What became of a change: the policy, or what is wrong with it, or whom it would lock out.</summary>
public sealed record ChangedPolicy(SecurityPolicy? Policy, Errors? Errors = null, Refused? Refused = null);

/// <summary>
/// Changes what a workspace asks of those who enter it. Whoever saves must satisfy the new policy here and now, and an owner
/// must still have a way in. Sessions that the new policy refuses end in the same transaction.
/// </summary>
public sealed class ChangeSecurityPolicy(FrontdeskDb db, OwnersWayIn ways, EndSessions end, TimeProvider clock)
{
    public async Task<ChangedPolicy> To(SecurityPolicyRequest request, CurrentAgent agent, IPAddress? from, CancellationToken ct)
    {
        var workspace = await db.Workspaces.SingleAsync(w => w.Id == agent.WorkspaceId, ct);
        var (before, policy) = (workspace.Security, request.ApplyTo(workspace.Security));
        if (SecurityPolicyRules.Check(policy) is { Any: true } errors)
        {
            return new(null, errors);
        }

        var live = await db.Sessions.Where(s => s.WorkspaceId == agent.WorkspaceId && s.EndedAt == null).ToListAsync(ct);
        var factors = await SecondFactors(live, ct);
        if (WhyNot(policy, live.Find(s => s.Id == agent.CredentialId), factors, from) is { } refused)
        {
            return new(null, Refused: refused);
        }

        if (!await ways.StaysOpenUnder(policy, ct))
        {
            return new(null, Refused: OwnersWayIn.WouldClose);
        }

        workspace.Secure(policy);
        EndRefused(before, policy, live, factors, agent);
        db.Record(AuditEntry.By(agent, "security_policy.changed", agent.WorkspaceId, workspace.Name, clock.GetUtcNow(), before, policy));
        await db.SaveChangesAsync(ct);
        return new(policy);
    }

    private Refused? WhyNot(SecurityPolicy policy, Session? own, HashSet<Guid> factors, IPAddress? from)
    {
        if (own is null)
        {
            return new("person_needed", "A person has to change this, signed in: an API key could lock everybody out.");
        }

        if (!policy.AllowsAddress(from))
        {
            return new("would_lock_out", $"Your own address {from} is not in the list. Add it, or you lock yourself out.");
        }

        if (!policy.AllowsMethod(SignInMethods.Kind(own.SignedInWith)))
        {
            return new("would_lock_out", "You signed in with a method that you want to forbid. Sign in the other way first, then save.");
        }

        if (policy.SessionHours is { } hours && clock.GetUtcNow() - own.CreatedAt > TimeSpan.FromHours(hours))
        {
            return new("sign_in_again", $"You signed in more than {hours} hours ago, so this would sign you out. Sign in again, then save.");
        }

        return Admission.Decide(policy, Facts(own, factors), from, clock.GetUtcNow()) switch
        {
            Standing.Admitted => null,
            Standing.NeedsSecondFactor => new("second_factor_needed", "Set up your own second factor first, then require it of everybody."),
            _ => new("sign_in_again", "Sign in again with your second factor, then require it of everybody."),
        };
    }

    /// <summary>Whoever still has to set up a second factor keeps the session for just that; their sockets close.</summary>
    private void EndRefused(SecurityPolicy before, SecurityPolicy policy, List<Session> live, HashSet<Guid> factors, CurrentAgent agent)
    {
        var standings = live.Where(s => s.Id != agent.CredentialId)
            .Select(s => (Session: s, Standing: Admission.Decide(policy, Facts(s, factors), IPAddress.TryParse(s.Ip, out var ip) ? ip : null, clock.GetUtcNow()))).ToList();
        end.Of([.. standings.Where(s => s.Standing is null).Select(s => s.Session)], "security_policy");
        var moved = !policy.IpRanges.SequenceEqual(before.IpRanges); // a socket may come from elsewhere than its session once did
        foreach (var (session, _) in standings.Where(s => s.Standing == Standing.NeedsSecondFactor || s.Standing == Standing.Admitted && moved))
        {
            end.SocketsOf(session);
        }
    }

    private async Task<HashSet<Guid>> SecondFactors(List<Session> sessions, CancellationToken ct)
    {
        var users = sessions.ConvertAll(s => s.UserId);
        return [.. await db.Users.Where(u => users.Contains(u.Id) && u.TotpEnabledAt != null).Select(u => u.Id).ToListAsync(ct)];
    }

    private static SessionFacts Facts(Session session, HashSet<Guid> factors) =>
        new(session.CreatedAt, new SignInProof(session.SignedInWith, session.SecondFactorAt), factors.Contains(session.UserId));
}
