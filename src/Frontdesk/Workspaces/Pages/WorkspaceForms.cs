using Frontdesk.Platform.Layout;

namespace Frontdesk.Workspaces.Pages;

/// <summary>What stands in the forms of a new workspace and of this one's settings.</summary>
public sealed record WorkspaceForm(string Name = "", string WebsiteUrl = "", string Industry = "", int? ArchiveAfterDays = null);

/// <summary>What stands in the form of the branding; colours are ours where the workspace has none.</summary>
public sealed record BrandingForm(Workspace Workspace)
{
    public string? ProductName { get; init; } = Workspace.ProductName;
    public string? PrimaryColor { get; init; } = Workspace.PrimaryColor;
    public string? SecondaryColor { get; init; } = Workspace.SecondaryColor;
    public bool OwnColors => PrimaryColor is not null || SecondaryColor is not null;
}

/// <summary>The fields of business a company may name.</summary>
public static class Industries
{
    public static IReadOnlyList<Choice> Choices { get; } =
    [
        new("", "Choose one"), new("ecommerce", "Online shop"), new("services", "Services"), new("software", "Software"), new("health", "Health"),
        new("education", "Education"), new("hospitality", "Travel and hospitality"), new("finance", "Finance and insurance"),
        new("real_estate", "Real estate"), new("nonprofit", "Non-profit"), new("other", "Something else"),
    ];
}
