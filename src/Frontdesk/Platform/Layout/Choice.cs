namespace Frontdesk.Platform.Layout;

/// <summary>An option of a select.</summary>
public sealed record Choice(string Value, string Label);
