using Frontdesk.Conversations;

namespace Frontdesk.Answers;

/// <summary>Turns the last words of a conversation into something that can be searched for.</summary>
public static class FollowUp
{
    private const int ShortWords = 4;
    private static readonly string[] Openers = ["and ", "what about", "how about", "und ", "et ", "y "];

    /// <summary>A question that leans on the one before is joined with it; any other stands alone.</summary>
    public static string Complete(IReadOnlyList<MessageView> messages)
    {
        var text = messages[^1].Content;
        if (!LeansOnTheLast(text))
        {
            return text;
        }

        var before = messages.SkipLast(1).LastOrDefault(m => m.Sender.Type == SenderType.Customer);
        return before is null ? text : $"{before.Content} {text}";
    }

    private static bool LeansOnTheLast(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length <= ShortWords
        && Array.Exists(Openers, o => text.StartsWith(o, StringComparison.OrdinalIgnoreCase));
}
