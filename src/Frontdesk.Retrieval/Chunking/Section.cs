namespace Frontdesk.Retrieval;

/// <summary>A paragraph, list, table or code block: what should stay in one piece.</summary>
internal sealed record Block(string Text, int? Page)
{
    public int Tokens { get; } = TokenCount.Of(Text);

    /// <summary>A table or list, which is cut between its lines and nowhere else.</summary>
    public bool IsRows { get; } = Rows.Are(Text);
}

/// <summary>What stands under one heading, up to the next. <paramref name="Path"/> holds the headings from the outermost in.</summary>
internal sealed record Section(IReadOnlyList<string> Path, int? Page, IReadOnlyList<Block> Blocks)
{
    public int Tokens { get; } = Blocks.Sum(block => block.Tokens);

    public string Heading => string.Join(" > ", Path);
}
