namespace Frontdesk.Retrieval;

/// <summary>
/// A piece of a document, fit to be indexed and quoted. <paramref name="HeadingPath"/> is like "Returns &gt; How to send it back",
/// empty before the first heading; <paramref name="Page"/> counts from 1 and is null when the text has no page breaks.
/// </summary>
public sealed record Chunk(int Ordinal, string HeadingPath, int? Page, string Content, int Tokens);

/// <summary>Sizes in tokens, as <see cref="TokenCount"/> estimates them.</summary>
public sealed record ChunkOptions
{
    public static ChunkOptions Default { get; } = new();

    /// <summary>Neighbouring sections of a long document are put together up to here.</summary>
    public int Least { get; init; } = 500;
    public int Most { get; init; } = 1000;
    /// <summary>What a chunk repeats of the one before when a section had to be cut.</summary>
    public int Overlap { get; init; } = 100;
    /// <summary>A smaller section does not stand on its own.</summary>
    public int SmallSection { get; init; } = 60;
    /// <summary>Up to this size a document with headings is cut at its headings: small precise passages quote better.</summary>
    public int ShortDocument { get; init; } = 4000;
}
