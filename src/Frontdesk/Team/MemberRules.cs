using Frontdesk.Platform.Http;

namespace Frontdesk.Team;

/// <summary>For members whose role, grants or key allow it. On a page, somebody who is not signed in is shown the way in.</summary>
public sealed record RequiredPermission(Permission Permission, bool OnPage) : AccessRule
{
    public override string Name => Permission.Name();
}

/// <summary>For every member, about themselves: the own profile, the own sessions.</summary>
/// <param name="BeforeSecondFactor">Whether somebody may come who still has to set up the second factor.</param>
public sealed record SignedIn(bool OnPage, bool BeforeSecondFactor) : AccessRule
{
    public override string Name => "signed_in";
}

/// <summary>For those who run the installation.</summary>
public sealed record InstallationOnly(bool OnPage) : AccessRule
{
    public override string Name => "installation";
}

/// <summary>
/// Stands beside a rule where something decides over the account itself: passwords, factors, addresses, linked accounts. A
/// workspace's own provider can say that anybody has come, so who came that way reaches the workspace and not the account.
/// </summary>
public sealed record OverTheAccount;

public static class MemberRules
{
    public static TBuilder DecidesOverTheAccount<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new OverTheAccount());

    public static TBuilder Requires<TBuilder>(this TBuilder endpoints, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new RequiredPermission(permission, OnPage: false));

    public static TBuilder RequiresOnPage<TBuilder>(this TBuilder pages, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        pages.WithMetadata(new RequiredPermission(permission, OnPage: true));

    public static TBuilder RequiresSignIn<TBuilder>(this TBuilder endpoints, bool beforeSecondFactor = false) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new SignedIn(OnPage: false, beforeSecondFactor));

    public static TBuilder RequiresSignInOnPage<TBuilder>(this TBuilder pages, bool beforeSecondFactor = false) where TBuilder : IEndpointConventionBuilder =>
        pages.WithMetadata(new SignedIn(OnPage: true, beforeSecondFactor));

    public static TBuilder RequiresInstallationAdmin<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(new InstallationOnly(OnPage: false));

    public static TBuilder RequiresInstallationAdminOnPage<TBuilder>(this TBuilder pages) where TBuilder : IEndpointConventionBuilder =>
        pages.WithMetadata(new InstallationOnly(OnPage: true));
}
