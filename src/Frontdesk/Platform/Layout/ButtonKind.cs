namespace Frontdesk.Platform.Layout;

/// <summary>How loud a button is. A page has at most one primary.</summary>
public enum ButtonKind
{
    Secondary,
    Primary,
    Quiet,
    Danger,
}
