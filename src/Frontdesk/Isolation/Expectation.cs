using Frontdesk.Team;

namespace Frontdesk.Isolation;

/// <summary>How the server has to answer a caller.</summary>
public enum Expected
{
    /// <summary>401; on a page the way in.</summary>
    WhoAreYou,

    /// <summary>403: one's own company, and not one's job.</summary>
    NotYours,

    /// <summary>404: as if it did not exist.</summary>
    NotThere,

    /// <summary>Neither 401 nor 403: the rule lets them in, and the object decides.</summary>
    LetIn,

    /// <summary>Whatever it says, it tells nothing of the company and changes nothing of it.</summary>
    TellsNothing,
}

/// <summary>What a rule means for a caller. Read from the same table of permissions that the server asks.</summary>
public static class Expectation
{
    /// <param name="namesObjects">Whether the request names one of the company's objects.</param>
    public static Expected For(string rule, Caller caller, bool namesObjects) => (rule, caller) switch
    {
        ("open", _) => Expected.TellsNothing,
        ("visitor", Caller.Visitor) => Expected.LetIn,
        ("visitor", Caller.OtherVisitor) => namesObjects ? Expected.NotThere : Expected.LetIn,
        ("visitor", _) => Expected.WhoAreYou,
        (_, Caller.Anonymous or Caller.RemovedMember or Caller.Visitor or Caller.OtherVisitor) => Expected.WhoAreYou,
        ("signed_in", Caller.StrangersKey or Caller.EmptyKey) => Expected.NotYours,
        ("signed_in", Caller.Stranger) => namesObjects ? Expected.NotThere : Expected.TellsNothing,
        ("signed_in", _) => Expected.LetIn,
        ("installation", _) => Expected.NotYours,
        (_, Caller.EmptyKey) => Expected.NotYours,
        (_, Caller.StrangersKey) => Expected.TellsNothing,
        (_, Caller.Stranger) => namesObjects ? Expected.NotThere : Expected.TellsNothing,
        _ => !Permits(rule, caller) ? Expected.NotYours : caller == Caller.LimitedAgent && namesObjects ? Expected.NotThere : Expected.LetIn,
    };

    private static bool Permits(string rule, Caller caller)
    {
        var permission = Permissions.Find(rule) ?? throw new InvalidOperationException($"No rule is called \"{rule}\".");
        return Permissions.Has(RoleOf(caller), permission);
    }

    public static Role RoleOf(Caller caller) => caller switch
    {
        Caller.Owner => Role.Owner,
        Caller.Admin => Role.Admin,
        Caller.Viewer => Role.Viewer,
        _ => Role.Agent,
    };
}
