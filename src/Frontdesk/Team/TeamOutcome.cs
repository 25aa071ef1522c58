using Frontdesk.Platform.Http;

namespace Frontdesk.Team;

/// <summary>What became of a change of the team. With neither a member nor a reason there is no such member to see.</summary>
public sealed record TeamOutcome(Member? Member, Errors? Errors = null, Verdict Verdict = Verdict.Allowed)
{
    public static readonly TeamOutcome Missing = new(null, null);

    public static TeamOutcome Invalid(Errors errors) => new(null, errors);

    public static TeamOutcome No(Verdict verdict) => new(null, null, verdict);

    /// <summary>Null for success.</summary>
    public IResult? AsProblem() => this switch
    {
        { Member: not null } => null,
        { Errors: { } errors } => Problem.Invalid(errors),
        { Verdict: not Verdict.Allowed } => Verdict.AsProblem(),
        _ => Problem.NotFound("member_not_found"),
    };
}

public static class TeamRefusals
{
    public static string InWords(this Verdict verdict) => verdict switch
    {
        Verdict.OwnersOnly => "Only an owner can make somebody an owner, or change one.",
        Verdict.BeyondOwn => "You can give others only what you may do yourself, with the chatbots you see yourself.",
        Verdict.Oneself => "Nobody changes their own place in the team. Ask a colleague who manages it.",
        Verdict.LastOwner => "A workspace needs an owner who can sign in. Make somebody else an owner first.",
        _ => "Your role does not allow this. Ask an owner or admin of the workspace.",
    };

    public static IResult AsProblem(this Verdict verdict) => verdict switch
    {
        Verdict.Oneself => new Refused("own_place", verdict.InWords()).AsProblem(),
        Verdict.LastOwner => new Refused("last_owner", verdict.InWords()).AsProblem(),
        Verdict.OwnersOnly => Problem.Of(403, "owners_only", verdict.InWords()),
        Verdict.BeyondOwn => Problem.Of(403, "beyond_own_rights", verdict.InWords()),
        _ => Problem.Of(403, "not_permitted", verdict.InWords()),
    };
}
