namespace Frontdesk.Platform.Layout;

/// <summary>A bar that leads to what it counts.</summary>
public sealed record Bar(string Label, double Value, string Href);
