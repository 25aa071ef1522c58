using Frontdesk.Workspaces;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Workspaces;

/// <summary>Whatever colour a company has, its people can read what stands on the page.</summary>
public sealed class ThePalette
{
    private const string LightSurface = "#ffffff";
    private const string DarkSurface = "#18191d";

    public static TheoryData<string> Colors()
    {
        var random = new Random(7);
        return new TheoryData<string>(new[] { "#000000", "#ffffff", "#ffff00", "#00ff00", "#0000ff", "#ff0000", "#808080", "#767676", "#ffe4e1", "#2f5d62", "#3257d6", "#ff7f50" }
            .Concat(Enumerable.Range(0, 200).Select(_ => $"#{random.Next(0x1000000):x6}")));
    }

    [Theory]
    [MemberData(nameof(Colors))]
    public void Text_in_the_colour_and_on_it_can_be_read(string color)
    {
        var tokens = Palette.Of(color, color).ToDictionary(t => t.Name);

        foreach (var (surface, of) in new (string, Func<Palette.Token, string>)[] { (LightSurface, t => t.Light), (DarkSurface, t => t.Dark) })
        {
            Palette.Contrast(of(tokens["accent-text"]), surface).ShouldBeGreaterThanOrEqualTo(Palette.ForText);
            Palette.Contrast(of(tokens["accent-text"]), of(tokens["accent-soft"])).ShouldBeGreaterThanOrEqualTo(Palette.ForText);
            Palette.Contrast(of(tokens["on-accent"]), of(tokens["accent"])).ShouldBeGreaterThanOrEqualTo(Palette.ForText);
            Palette.Contrast(of(tokens["on-accent"]), of(tokens["accent-hover"])).ShouldBeGreaterThanOrEqualTo(Palette.ForText);
            Palette.Contrast(of(tokens["accent"]), surface).ShouldBeGreaterThanOrEqualTo(Palette.ForShapes);
            Palette.Contrast(of(tokens["on-mark"]), of(tokens["mark"])).ShouldBeGreaterThanOrEqualTo(Palette.ForText);
        }
    }

    [Theory]
    [InlineData("#2f5d62")]
    [InlineData("#3257d6")]
    public void A_colour_that_can_be_read_stays_as_it_is(string color) => Palette.Of(color, null)[0].Light.ShouldBe(color);
}
