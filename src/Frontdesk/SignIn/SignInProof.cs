namespace Frontdesk.SignIn;

/// <summary>How somebody proved who they are.</summary>
/// <param name="Method">One of <see cref="SignInMethods"/>.</param>
/// <param name="SecondFactorAt">When a second factor was shown; null where none was.</param>
public sealed record SignInProof(string Method, DateTimeOffset? SecondFactorAt = null)
{
    /// <summary>The workspace's own provider that vouches; null for the other methods. One that cannot be read is nobody's.</summary>
    public Guid? ConnectionId => SignInMethods.Kind(Method) != SignInMethods.Sso ? null
        : Method.Split(':', 2) is [_, var id] && Guid.TryParse(id, out var connection) ? connection : Guid.Empty;
}

public static class SignInMethods
{
    public const string Password = "password";
    public const string Google = "google";
    public const string Microsoft = "microsoft";

    /// <summary>A workspace's own provider; stored with the connection's id: "sso:0199…".</summary>
    public const string Sso = "sso";

    /// <summary>The method without which connection it was.</summary>
    public static string Kind(string method) => method.Split(':', 2)[0];

    /// <summary>As it follows "Signed in with".</summary>
    public static string InWords(string method) => Kind(method) switch
    {
        Google => "Google",
        Microsoft => "Microsoft",
        Sso => "your company’s sign-in page",
        _ => "a password",
    };
}
