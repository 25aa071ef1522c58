namespace Frontdesk.Platform.Layout;

/// <summary>An entry of the rail. Each feature registers its own: <c>services.AddSingleton(new NavItem("Inbox", "/inbox", "inbox", 10))</c>.</summary>
/// <param name="Icon">A name of icons.txt.</param>
/// <param name="Order">Lower stands higher.</param>
public sealed record NavItem(string Label, string Href, string Icon, int Order)
{
    /// <summary>Whether who looks may go there; everybody, unless the feature says otherwise.</summary>
    public Func<HttpContext, bool> Shown { get; init; } = _ => true;

    /// <summary>Whether the path lies in this entry's part of the product.</summary>
    public bool Covers(PathString path) => path.StartsWithSegments(Href);
}
