namespace Frontdesk.SignIn;

/// <summary>How somebody proved who they are.</summary>
/// <param name="Method">One of <see cref="SignInMethods"/>.</param>
/// <param name="SecondFactorAt">When a second factor was shown; null where none was.</param>
/// <param name="OnlyIn">The one workspace whose own provider vouches; null where the proof is good in all of them.</param>
public sealed record SignInProof(string Method, DateTimeOffset? SecondFactorAt = null, Guid? OnlyIn = null)
{
    public bool Reaches(Guid workspaceId) => OnlyIn is null || OnlyIn == workspaceId;
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
}
