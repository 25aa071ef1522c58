namespace Frontdesk.Platform.Database;

/// <summary>Patterns for <c>EF.Functions.ILike</c> from what people type: their % and _ are letters like others.</summary>
public static class Like
{
    public static string Exactly(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    public static string Containing(string text) => $"%{Exactly(text)}%";

    public static string Beginning(string text) => $"{Exactly(text)}%";
}
