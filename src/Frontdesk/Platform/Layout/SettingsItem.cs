namespace Frontdesk.Platform.Layout;

/// <summary>
/// A leaf of the settings: <c>services.AddSingleton(new SettingsItem("Workspace", "Team", "/settings/team", "users", 20) { Shown = … })</c>.
/// </summary>
/// <param name="Group">The heading it stands under: "You", "Workspace", "Installation".</param>
/// <param name="Order">Lower stands higher, groups too.</param>
public sealed record SettingsItem(string Group, string Label, string Href, string Icon, int Order)
{
    /// <summary>Whether who looks may go there.</summary>
    public Func<HttpContext, bool> Shown { get; init; } = _ => true;
}
