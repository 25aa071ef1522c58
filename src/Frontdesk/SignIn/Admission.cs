using System.Net;
using Frontdesk.Team;
using Frontdesk.Workspaces;

namespace Frontdesk.SignIn;

/// <summary>What a live session has shown, for the policy to be held against.</summary>
public sealed record SessionFacts(DateTimeOffset StartedAt, SignInProof Proof, bool HasSecondFactor);

/// <summary>Whether a session may enter its workspace from here and now.</summary>
public static class Admission
{
    /// <summary>Null for a closed door.</summary>
    public static Standing? Decide(SecurityPolicy policy, SessionFacts session, IPAddress? from, DateTimeOffset now)
    {
        var method = SignInMethods.Kind(session.Proof.Method);
        if (!policy.AllowsAddress(from) || !policy.AllowsMethod(method) || policy.SessionHours is { } hours && now - session.StartedAt > TimeSpan.FromHours(hours))
        {
            return null;
        }

        // A workspace's own provider asks for its own second factor.
        return !policy.RequireSecondFactor || method == SignInMethods.Sso || session.HasSecondFactor && session.Proof.SecondFactorAt is not null
            ? Standing.Admitted
            : session.HasSecondFactor ? null : Standing.NeedsSecondFactor;
    }
}
