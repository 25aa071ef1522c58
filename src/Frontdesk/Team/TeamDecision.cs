namespace Frontdesk.Team;

/// <summary>What a member is or is to be: a role, what is granted beside it, and the chatbots it is limited to (null for all).</summary>
public sealed record Place(Role Role, string[] Grants, Guid[]? ChatbotIds)
{
    public IEnumerable<Permission> Permissions => Team.Permissions.Of(Role, Grants);

    /// <summary>Of what was given only what means something: no grant the role has anyway, and nothing beside an owner's role.</summary>
    public Place Tidy() => Role == Role.Owner
        ? new Place(Role.Owner, [], null)
        : this with { Grants = [.. Grants.Distinct().Where(g => Team.Permissions.Find(g) is { } p && !Team.Permissions.Has(Role, p)).Order(StringComparer.Ordinal)], ChatbotIds = ChatbotIds?.Distinct().ToArray() };

    public bool IsSameAs(Place other) => Role == other.Role && Grants.ToHashSet().SetEquals(other.Grants)
        && (ChatbotIds is null ? other.ChatbotIds is null : other.ChatbotIds is not null && ChatbotIds.ToHashSet().SetEquals(other.ChatbotIds));
}

/// <summary>Who wants to change the team.</summary>
/// <param name="Permissions">What they may do by the credential at hand: a key is held to its scopes.</param>
public sealed record TeamActor(Guid MemberId, Role Role, IReadOnlySet<Permission> Permissions, Guid[]? ChatbotIds);

/// <summary>Whom it concerns.</summary>
/// <param name="IsLastOwner">Nobody else who can sign in owns the workspace.</param>
public sealed record TeamSubject(Guid MemberId, Place Place, bool IsLastOwner);

public enum Verdict
{
    Allowed,

    /// <summary>Who asks may not manage the team (any more).</summary>
    NotPermitted,

    /// <summary>Only owners make owners and touch owners.</summary>
    OwnersOnly,

    /// <summary>Nobody gives, and nobody manages, what they do not have.</summary>
    BeyondOwn,

    /// <summary>Nobody changes their own place.</summary>
    Oneself,

    /// <summary>A workspace always has an owner.</summary>
    LastOwner,
}

/// <summary>Who may do what to whom in a team. Pure; the shell fetches under lock and writes.</summary>
public static class TeamDecision
{
    public static Verdict Invite(TeamActor actor, Place wanted) =>
        MayManage(actor) is not Verdict.Allowed and var no ? no : Give(actor, wanted, [], limits: []);

    public static Verdict Change(TeamActor actor, TeamSubject subject, Place wanted)
    {
        if (Touch(actor, subject) is not Verdict.Allowed and var no)
        {
            return no;
        }

        if (Give(actor, wanted, subject.Place.Permissions, subject.Place.ChatbotIds) is not Verdict.Allowed and var beyond)
        {
            return beyond;
        }

        return subject.IsLastOwner && wanted.Role != Role.Owner ? Verdict.LastOwner : Verdict.Allowed;
    }

    /// <summary>Deactivating or removing somebody else.</summary>
    public static Verdict Exclude(TeamActor actor, TeamSubject subject) =>
        Touch(actor, subject) is not Verdict.Allowed and var no ? no : subject.IsLastOwner ? Verdict.LastOwner : Verdict.Allowed;

    /// <summary>Letting somebody back in gives them their place again.</summary>
    public static Verdict Readmit(TeamActor actor, TeamSubject subject) =>
        Touch(actor, subject) is not Verdict.Allowed and var no ? no : Give(actor, subject.Place, [], limits: []);

    public static Verdict Leave(TeamSubject oneself) => oneself.IsLastOwner ? Verdict.LastOwner : Verdict.Allowed;

    private static Verdict MayManage(TeamActor actor) => actor.Permissions.Contains(Permission.TeamManage) ? Verdict.Allowed : Verdict.NotPermitted;

    private static Verdict Touch(TeamActor actor, TeamSubject subject) => actor switch
    {
        _ when MayManage(actor) is not Verdict.Allowed and var no => no,
        _ when actor.MemberId == subject.MemberId => Verdict.Oneself,
        { Role: not Role.Owner } when subject.Place.Role == Role.Owner => Verdict.OwnersOnly,
        { Role: Role.Owner or Role.Admin } => Verdict.Allowed,
        _ => actor.Permissions.IsSupersetOf(subject.Place.Permissions) ? Verdict.Allowed : Verdict.BeyondOwn,
    };

    /// <param name="had">What they may do already needs nobody's giving.</param>
    /// <param name="limits">The chatbots they have already; null for all.</param>
    private static Verdict Give(TeamActor actor, Place wanted, IEnumerable<Permission> had, Guid[]? limits)
    {
        if (wanted.Role == Role.Owner && actor.Role != Role.Owner)
        {
            return Verdict.OwnersOnly;
        }

        var wider = actor.ChatbotIds is not null && limits is not null && (wanted.ChatbotIds is null || wanted.ChatbotIds.Except(actor.ChatbotIds).Except(limits).Any());
        return wider || wanted.Permissions.Except(had).Except(actor.Permissions).Any() ? Verdict.BeyondOwn : Verdict.Allowed;
    }
}
