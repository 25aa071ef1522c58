namespace Frontdesk.SignIn.Providers;

/// <summary>What follows when a provider sends somebody.</summary>
public enum NextInSignIn
{
    /// <summary>The account is linked: its owner is here.</summary>
    Enter,

    /// <summary>An account with this proved address exists, and the provider stands for the address as well.</summary>
    LinkAndEnter,

    /// <summary>The account's address was never proved, so whatever was set on it before is a stranger's.</summary>
    ClaimAndEnter,

    /// <summary>Nobody yet: one question more, and they own a workspace.</summary>
    AskForCompany,

    /// <summary>The mailbox has to confirm what a workspace's own provider says.</summary>
    ConfirmByMail,

    /// <summary>The provider does not stand for the address.</summary>
    NotVouchedFor,

    /// <summary>The connection is not for this address's domain.</summary>
    ForeignDomain,

    /// <summary>No member, and the connection makes none.</summary>
    NotInvited,
}

/// <summary>Who may be linked to whom. An address alone never signs anybody in (docs/decisions/0014).</summary>
public static class Linking
{
    /// <summary>For providers that are there for everybody.</summary>
    /// <param name="accountProved">Null where no account has the address, else whether the account's address was proved.</param>
    public static NextInSignIn Decide(bool linked, bool vouchedFor, bool? accountProved) => (linked, vouchedFor, accountProved) switch
    {
        (true, _, _) => NextInSignIn.Enter,
        (_, false, _) => NextInSignIn.NotVouchedFor,
        (_, _, null) => NextInSignIn.AskForCompany,
        (_, _, true) => NextInSignIn.LinkAndEnter,
        (_, _, false) => NextInSignIn.ClaimAndEnter,
    };

    /// <summary>For a workspace's own provider. It never learns whether somebody has an account elsewhere.</summary>
    public static NextInSignIn Decide(bool linked, bool domainListed, bool isMember, bool createsMembers) => (linked, domainListed, isMember || createsMembers) switch
    {
        (_, false, _) => NextInSignIn.ForeignDomain,
        (true, _, _) => NextInSignIn.Enter,
        (_, _, true) => NextInSignIn.ConfirmByMail,
        _ => NextInSignIn.NotInvited,
    };
}
