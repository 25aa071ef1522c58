using Frontdesk.Platform.Layout;

namespace Frontdesk.Team;

/// <summary>Lets the navigation show only what who looks may open.</summary>
public static class MayOnPage
{
    public static bool May(this HttpContext http, Permission permission) => http.Features.Get<CurrentAgent>()?.May(permission) == true;

    public static NavItem For(this NavItem item, Permission permission) => item with { Shown = http => http.May(permission) };

    public static SettingsItem For(this SettingsItem item, Permission permission) => item with { Shown = http => http.May(permission) };

    public static SettingsItem ForInstallation(this SettingsItem item) => item with { Shown = http => http.Features.Get<CurrentAgent>()?.IsSuperAdmin == true };
}
