using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Pages;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.SignIn;

/// <summary>Where somebody stands who has just proved who they are.</summary>
public abstract record Arrival
{
    public sealed record Entered(Session Session, Membership Membership) : Arrival;

    public sealed record NeedsSecondFactor : Arrival;

    public sealed record NotVerified : Arrival;

    /// <param name="Because">For the user's eyes: they have proved who they are.</param>
    public sealed record NoWorkspace(string Because) : Arrival;

    /// <summary>Answered like a wrong password.</summary>
    public sealed record Refused : Arrival;
}

/// <summary>
/// The one way from a proof to a session: a password, a code and an account elsewhere all come through here, so that no path
/// leads around the second factor.
/// </summary>
public sealed class ContinueSignIn(StartSession start, SecondStep secondStep, SessionTokens tokens)
{
    /// <summary>A workspace's own provider asks for a second factor itself; everybody else's account is ours to guard.</summary>
    public static bool NeedsSecondFactor(User user, SignInProof proof) =>
        user.HasSecondFactor && proof.SecondFactorAt is null && SignInMethods.Kind(proof.Method) != SignInMethods.Sso;

    public async Task<Arrival> With(User user, SignInProof proof, HttpContext http, CancellationToken ct) => user switch
    {
        { Status: not UserStatus.Active } => new Arrival.Refused(),
        { IsVerified: false } => new Arrival.NotVerified(),
        _ when NeedsSecondFactor(user, proof) => new Arrival.NeedsSecondFactor(),
        _ when await start.For(user, proof, http, ct) is var (session, membership) => new Arrival.Entered(session, membership),
        _ => new Arrival.NoWorkspace(await start.WhyNot(user, proof, http, ct)),
    };

    /// <summary>The same for a browser: a cookie and a redirect, the second step, or a page that says what is missing.</summary>
    /// <param name="returnTo">Any text; only a path of this installation is followed.</param>
    public async Task<IResult> From(User user, SignInProof proof, HttpContext http, string? returnTo, CancellationToken ct)
    {
        switch (await With(user, proof, http, ct))
        {
            case Arrival.Entered entered:
                http.DropSecondStepCookie();
                http.SetSessionCookie(tokens.ForCookie(entered.Session.Id));
                return SeeOther(ReturnTo.Local(returnTo));
            case Arrival.NeedsSecondFactor:
                secondStep.Begin(user, proof, returnTo, http);
                return SeeOther(SecondStep.Path);
            case Arrival.NotVerified:
                return Page<UnverifiedPage>(new { user.Email }, StatusCodes.Status403Forbidden);
            case Arrival.NoWorkspace closed:
                return Refuse(user, closed.Because, returnTo);
            default:
                return Refuse(user, SignInWithPassword.Refusal, returnTo);
        }
    }

    private static IResult Refuse(User user, string error, string? returnTo) =>
        Page<SignInPage>(new { user.Email, Error = error, ReturnTo = ReturnTo.Local(returnTo) }, StatusCodes.Status422UnprocessableEntity);
}
