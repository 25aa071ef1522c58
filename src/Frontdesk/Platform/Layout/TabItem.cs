namespace Frontdesk.Platform.Layout;

/// <summary>A tab that is a link.</summary>
public sealed record TabItem(string Label, string Href, bool Active, int? Count = null);
