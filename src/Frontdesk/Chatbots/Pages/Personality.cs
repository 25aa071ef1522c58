using Frontdesk.Platform.Layout;

namespace Frontdesk.Chatbots.Pages;

internal static class Personality
{
    public static readonly Choice[] Choices =
    [
        new("professional", "Professional: precise and polite"),
        new("friendly", "Friendly: warm and helpful"),
        new("casual", "Casual: relaxed and short"),
    ];
}
