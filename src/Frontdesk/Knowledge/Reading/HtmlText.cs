namespace Frontdesk.Knowledge.Reading;

/// <summary>Reads saved web pages.</summary>
internal static class HtmlText
{
    public static ExtractedText Of(string html)
    {
        var page = MainText.Of(html, address: null);
        return string.IsNullOrWhiteSpace(page.Text)
            ? throw new UnreadableFileException("NO_TEXT", "No text was found in this web page. If it shows its text by script, save it as PDF and upload that.")
            : new ExtractedText(page.Text, null, page.Title, page.Author, Language: page.Language);
    }
}
