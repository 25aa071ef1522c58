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

    /// <summary>What somebody who has proved who they are is told when every workspace of theirs is closed to them.</summary>
    public static string WhyClosed(IReadOnlyCollection<SecurityPolicy> policies, SessionFacts session, IPAddress? from)
    {
        var method = SignInMethods.Kind(session.Proof.Method);
        return policies switch
        {
            { Count: 0 } => "You are in no workspace any more. Ask an owner or admin to invite you again.",
            _ when policies.Any(p => Decide(p, session, from, session.StartedAt) is not null) => "Your account has changed in this moment. Sign in again.",
            _ when policies.Any(p => p.AllowsMethod(method) && !p.AllowsAddress(from)) => "Your workspace lets nobody in from this network. Try again from where you usually work.",
            _ when policies.Any(p => p.AllowsMethod(method)) => "Your workspace asks for a second factor with each sign-in. Sign in with your password and a code.",
            _ when policies.Any(p => p.AllowsMethod(SignInMethods.Sso)) => "Your workspace asks you to sign in with its own sign-in page.",
            _ => "Your workspace does not take this way to sign in. Choose another one.",
        };
    }
}
