namespace Frontdesk.Platform.Layout;

/// <summary>Something a feature says wherever in the dashboard a member is: registered with the services.</summary>
/// <param name="Events">Which frames it is about, separated by spaces.</param>
/// <param name="Key">The field of those frames that holds the id.</param>
/// <param name="Address">Answers <c>?ids=…</c> with streams for the toasts.</param>
public sealed record LiveNotice(string Events, string Key, string Address);
