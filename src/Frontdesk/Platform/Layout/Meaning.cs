namespace Frontdesk.Platform.Layout;

/// <summary>What a colour says; always beside a word or an icon that says it too.</summary>
public enum Meaning
{
    Neutral,
    Accent,
    Info,
    Success,
    Warning,
    Danger,
}

internal static class MeaningNames
{
    public static string Css(this Meaning meaning) => meaning switch
    {
        Meaning.Accent => "accent",
        Meaning.Info => "info",
        Meaning.Success => "success",
        Meaning.Warning => "warning",
        Meaning.Danger => "danger",
        _ => "neutral",
    };

    public static string Icon(this Meaning meaning) => meaning switch
    {
        Meaning.Success => "circle-check",
        Meaning.Warning => "triangle-alert",
        Meaning.Danger => "circle-alert",
        _ => "info",
    };
}
