using System.Globalization;
using System.Text.RegularExpressions;

namespace Frontdesk.Workspaces;

/// <summary>
/// The dashboard's accent out of a company's colour, for light and dark. The hue stays; the lightness moves until what is
/// written in the colour, and on it, has a contrast of 4.5 (WCAG AA).
/// </summary>
public static partial class Palette
{
    /// <summary>What text needs against its ground.</summary>
    public const double ForText = 4.5;

    /// <summary>What a filled button needs against its ground.</summary>
    public const double ForShapes = 3;

    private static readonly Oklch LightGround = new(.976, 0, 0);
    private static readonly Oklch DarkGround = new(.238, 0, 0);

    /// <summary>Each token with its value in light and in dark.</summary>
    public sealed record Token(string Name, string Light, string Dark);

    public static bool IsHex(string color) => Hex().IsMatch(color);

    /// <param name="secondary">The mark beside the workspace's name; null leaves it as it is.</param>
    public static IReadOnlyList<Token> Of(string primary, string? secondary)
    {
        var brand = Oklch.FromHex(primary);
        var (light, dark) = (Fill(brand, LightGround, -1), Fill(brand, DarkGround, +1));
        var (softLight, softDark) = (brand.At(.956, .03), brand.At(.285, .06));
        List<Token> tokens =
        [
            Both("accent", light, dark),
            Both("accent-hover", Hover(light), Hover(dark)),
            new("on-accent", TextOn(light), TextOn(dark)),
            Both("accent-soft", softLight, softDark),
            Both("accent-softer", brand.At(.98, .012), brand.At(.238, .03)),
            Both("accent-line", brand.At(.87, .06), brand.At(.4, .09)),
            Both("accent-text", Readable(brand, softLight, -1), Readable(brand, softDark, +1)),
        ];
        if (secondary is not null)
        {
            var second = Oklch.FromHex(secondary);
            tokens.AddRange([Both("mark", second, second), new("on-mark", TextOn(second), TextOn(second))]);
        }

        return tokens;
    }

    public static string Stylesheet(string primary, string? secondary) =>
        ":root{" + string.Concat(Of(primary, secondary).Select(t => $"--{t.Name}:light-dark({t.Light},{t.Dark});")) + "}\n";

    public static double Contrast(string one, string other)
    {
        var (a, b) = (Oklch.FromHex(one).Luminance, Oklch.FromHex(other).Luminance);
        return (Math.Max(a, b) + .05) / (Math.Min(a, b) + .05);
    }

    private static Token Both(string name, Oklch light, Oklch dark) => new(name, light.ToHex(), dark.ToHex());

    private static Oklch Fill(Oklch brand, Oklch ground, int direction) => Step(brand, direction, c => Contrast(c.ToHex(), ground.ToHex()) >= ForShapes);

    private static Oklch Readable(Oklch brand, Oklch ground, int direction) => Step(brand, direction, c => Contrast(c.ToHex(), ground.ToHex()) >= ForText);

    /// <summary>White where it can be read, else black: one of them always can.</summary>
    private static string TextOn(Oklch fill) => Contrast(fill.ToHex(), "#ffffff") >= ForText ? "#ffffff" : "#000000";

    /// <summary>Away from the text on it, so that it reads even better.</summary>
    private static Oklch Hover(Oklch fill) => fill with { L = Math.Clamp(fill.L + (TextOn(fill) == "#ffffff" ? -.045 : .045), 0, 1) };

    private static Oklch Step(Oklch color, int direction, Func<Oklch, bool> enough)
    {
        while (!enough(color) && (direction < 0 ? color.L > 0 : color.L < 1))
        {
            color = color with { L = Math.Clamp(color.L + direction * .01, 0, 1) };
        }

        return color;
    }

    [GeneratedRegex(@"\A#[0-9a-f]{6}\z", RegexOptions.IgnoreCase)]
    private static partial Regex Hex();
}

/// <summary>A colour as the eye orders them: lightness 0 to 1, chroma, hue in radians (Björn Ottosson's Oklab).</summary>
public readonly record struct Oklch(double L, double C, double H)
{
    public static Oklch FromHex(string hex)
    {
        var (r, g, b) = (Linear(hex, 1), Linear(hex, 3), Linear(hex, 5));
        var l = Math.Cbrt(.4122214708 * r + .5363325363 * g + .0514459929 * b);
        var m = Math.Cbrt(.2119034982 * r + .6806995451 * g + .1073969566 * b);
        var s = Math.Cbrt(.0883024619 * r + .2817188376 * g + .6299787005 * b);
        var x = 1.9779984951 * l - 2.4285922050 * m + .4505937099 * s;
        var y = .0259040371 * l + .7827717662 * m - .8086757660 * s;
        return new Oklch(Math.Clamp(.2104542553 * l + .7936177850 * m - .0040720468 * s, 0, 1), Math.Sqrt(x * x + y * y), Math.Atan2(y, x));
    }

    /// <summary>WCAG's relative luminance of what a screen shows.</summary>
    public double Luminance
    {
        get
        {
            var hex = ToHex();
            return .2126 * Linear(hex, 1) + .7152 * Linear(hex, 3) + .0722 * Linear(hex, 5);
        }
    }

    /// <summary>The same hue at another lightness, no more colourful than given.</summary>
    public Oklch At(double lightness, double mostChroma) => new(lightness, Math.Min(C, mostChroma), H);

    /// <summary>Colours that no screen shows lose chroma until one does.</summary>
    public string ToHex()
    {
        var color = this;
        while (color.C > 0 && color.Channels().Any(c => c is < -.0005 or > 1.0005))
        {
            color = color with { C = Math.Max(0, color.C - .004) };
        }

        return "#" + string.Concat(color.Channels().Select(c => ((int)Math.Round(Gamma(Math.Clamp(c, 0, 1)) * 255)).ToString("x2", CultureInfo.InvariantCulture)));
    }

    private double[] Channels()
    {
        var (a, b) = (C * Math.Cos(H), C * Math.Sin(H));
        var l = Math.Pow(L + .3963377774 * a + .2158037573 * b, 3);
        var m = Math.Pow(L - .1055613458 * a - .0638541728 * b, 3);
        var s = Math.Pow(L - .0894841775 * a - 1.2914855480 * b, 3);
        return
        [
            4.0767416621 * l - 3.3077115913 * m + .2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - .3413193965 * s,
            -.0041960863 * l - .7034186147 * m + 1.7076147010 * s,
        ];
    }

    private static double Gamma(double channel) => channel <= .0031308 ? channel * 12.92 : 1.055 * Math.Pow(channel, 1 / 2.4) - .055;

    private static double Linear(string hex, int at)
    {
        var value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= .04045 ? value / 12.92 : Math.Pow((value + .055) / 1.055, 2.4);
    }
}
