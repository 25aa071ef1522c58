using System.Text.RegularExpressions;
using Frontdesk.Conversations;
using Frontdesk.Retrieval;

namespace Frontdesk.Answers;

/// <summary>Finds which sources an answer names, and numbers them in the order they are named.</summary>
public static partial class Citations
{
    /// <summary>Numbers that name no source are taken out of the text.</summary>
    public static (string Content, IReadOnlyList<SourceView> Sources) Read(string answer, IReadOnlyList<Hit> hits)
    {
        var cited = new List<int>();
        var content = Mark().Replace(answer, match =>
        {
            var number = int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            if (number < 1 || number > hits.Count)
            {
                return "";
            }

            if (!cited.Contains(number))
            {
                cited.Add(number);
            }

            return $"[{cited.IndexOf(number) + 1}]";
        });
        return (content.Trim(), [.. cited.Select((number, i) => BuiltInAnswerer.SourceOf(hits[number - 1], i + 1))]);
    }

    [GeneratedRegex(@"\[(\d{1,2})\](?!\()")]
    private static partial Regex Mark();
}
