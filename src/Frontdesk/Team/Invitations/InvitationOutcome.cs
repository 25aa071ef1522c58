using Frontdesk.Platform.Http;

namespace Frontdesk.Team.Invitations;

/// <summary>What became of an invitation. With nothing else there is no such invitation to see.</summary>
public sealed record InvitationOutcome(Invitation? Invitation, Errors? Errors = null, Verdict Verdict = Verdict.Allowed, Refused? Refused = null, TimeSpan? Wait = null)
{
    public static readonly InvitationOutcome Missing = new(null, null);
    public static readonly Refused AlreadyInvited = new("already_invited", "An invitation to this address is open already. Send that one again.");
    public const string TooOften = "Many invitations were sent within an hour. Wait a little.";

    public static InvitationOutcome Invalid(string field, string message) => new(null, new Errors().Unless(false, field, message));

    /// <summary>Null for success.</summary>
    public IResult? AsProblem() => this switch
    {
        { Invitation: not null } => null,
        { Errors: { } errors } => Problem.Invalid(errors),
        { Verdict: not Verdict.Allowed } => Verdict.AsProblem(),
        { Refused: { } refused } => refused.AsProblem(),
        { Wait: { } wait } => Problem.Of(429, "rate_limited", TooOften, wait),
        _ => Problem.NotFound("invitation_not_found"),
    };

    /// <summary>The same on a form.</summary>
    public Errors AsErrors() => Errors ?? new Errors().Unless(false, Refused is null ? "" : "email", this switch
    {
        { Verdict: not Verdict.Allowed } => Verdict.InWords(),
        { Refused: { } refused } => refused.Detail,
        _ => TooOften,
    });
}
