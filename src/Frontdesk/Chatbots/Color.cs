using System.Globalization;
using System.Text.RegularExpressions;

namespace Frontdesk.Chatbots;

/// <summary>The owner's colour and a text colour that can be read on it.</summary>
public static partial class Color
{
    public static bool IsHex(string color) => Hex().IsMatch(color);

    /// <summary>White or near-black, whichever has the higher WCAG contrast.</summary>
    public static string TextOn(string color)
    {
        var luminance = Luminance(color);
        return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.055 ? "#ffffff" : "#16181d";
    }

    private static double Luminance(string color) =>
        0.2126 * Channel(color, 1) + 0.7152 * Channel(color, 3) + 0.0722 * Channel(color, 5);

    private static double Channel(string color, int at)
    {
        var value = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex(@"\A#[0-9a-f]{6}\z", RegexOptions.IgnoreCase)]
    private static partial Regex Hex();
}
