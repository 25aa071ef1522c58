namespace Frontdesk.Platform.Layout;

/// <summary>An entry of the rail. Each feature registers its own: <c>services.AddSingleton(new NavItem("Inbox", "/inbox", "inbox", 10))</c>.</summary>
/// <param name="Icon">A name of icons.txt.</param>
/// <param name="Order">Lower stands higher.</param>
public sealed record NavItem(string Label, string Href, string Icon, int Order)
{
    /// <summary>Whether the path lies in this entry's part of the product.</summary>
    public bool Covers(PathString path) => path.StartsWithSegments(Href);
}
