using Frontdesk.Platform.Layout;

namespace Frontdesk.Team;

/// <summary>The door to the settings: the first leaf that who looks may open.</summary>
public static class SettingsPages
{
    public static void MapSettingsPages(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/settings", (HttpContext http, IEnumerable<SettingsItem> items) =>
            Platform.Layout.Pages.SeeOther(items.Where(item => item.Shown(http)).OrderBy(item => item.Order).Select(item => item.Href).FirstOrDefault("/inbox"))).RequiresSignInOnPage();
}
