namespace Frontdesk.Knowledge;

/// <summary>How a passage is called where it is shown: "Shipping › Customs and taxes".</summary>
public static class PassageTitle
{
    private const string Between = " > "; // as the chunker joins headings

    /// <summary>A document often repeats its title as its first heading; it is said once.</summary>
    public static string Of(string title, string headingPath)
    {
        var headings = headingPath.Split(Between, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(" › ", headings is [var first, ..] && first.Equals(title, StringComparison.OrdinalIgnoreCase) ? headings : [title, .. headings]);
    }
}
