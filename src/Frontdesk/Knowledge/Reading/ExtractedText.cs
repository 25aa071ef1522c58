namespace Frontdesk.Knowledge.Reading;

/// <summary>What a file says.</summary>
/// <param name="Text">Like Markdown: headings with #, tables as rows with |. Form feeds separate pages.</param>
/// <param name="Pages">Where the file has pages.</param>
/// <param name="Title">What the file calls itself.</param>
/// <param name="Note">What its owner should know about how it was read.</param>
public sealed record ExtractedText(string Text, int? Pages = null, string? Title = null, string? Author = null, string? Note = null, string? Language = null);

/// <summary>How far the reading is.</summary>
public enum ReadingStep
{
    ExtractingText,
    Cleaning,
    Chunking,
    Indexing,
}

/// <param name="Percent">0 to 100, of the whole way from the file to its passages.</param>
public readonly record struct ReadingProgress(ReadingStep Step, int Percent)
{
    /// <summary>Extraction takes from 5 to 70 percent.</summary>
    public static ReadingProgress Extracting(int done, int of) => new(ReadingStep.ExtractingText, 5 + (of == 0 ? 65 : 65 * done / of));
}
