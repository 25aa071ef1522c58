namespace Frontdesk.Platform.Layout;

/// <summary>Who looks at the page, as the rail shows it. Set once a request: <c>http.Features.Set(new Viewer(…))</c>.</summary>
public sealed record Viewer(string Workspace, string Name, string Email);
