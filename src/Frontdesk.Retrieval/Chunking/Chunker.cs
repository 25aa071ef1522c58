namespace Frontdesk.Retrieval;

/// <summary>
/// Cuts a document where it has seams: sections first, then paragraphs and lists, sentences only when a paragraph alone is too
/// long. Form feeds separate pages.
/// </summary>
public static class Chunker
{
    public static IReadOnlyList<Chunk> Split(string text, ChunkOptions? options = null)
    {
        var sizes = options ?? ChunkOptions.Default;
        var sections = WithoutEmptyParents(Outline.Of(text));
        var isShort = sections.Sum(section => section.Tokens) <= sizes.ShortDocument;
        var groups = Group(sections, isShort ? sizes.SmallSection : sizes.Least, sizes.Most);
        return [.. groups.SelectMany(group => Cut(group, sizes)).Select((piece, ordinal) =>
            new Chunk(ordinal, piece.Heading, piece.Page, piece.Content, TokenCount.Of(piece.Content)))];
    }

    // "Returns" with nothing of its own lives on in "Returns > How to send it back".
    private static List<Section> WithoutEmptyParents(IReadOnlyList<Section> sections) =>
        [.. sections.Where((section, at) => section.Blocks.Count > 0 || at + 1 == sections.Count || !IsUnder(sections[at + 1], section))];

    private static bool IsUnder(Section inner, Section outer) =>
        inner.Path.Count > outer.Path.Count && inner.Path.Take(outer.Path.Count).SequenceEqual(outer.Path);

    private static List<List<Section>> Group(List<Section> sections, int enough, int most)
    {
        List<List<Section>> groups = [];
        foreach (var section in sections)
        {
            var last = groups.Count > 0 ? groups[^1] : null;
            var joins = last is not null && (Size(last) < enough || section.Tokens == 0) && Size(last) + section.Tokens <= most;
            if (joins) last!.Add(section);
            else groups.Add([section]);
        }
        JoinSmallEnd(groups, enough, most);
        return groups;
    }

    private static void JoinSmallEnd(List<List<Section>> groups, int enough, int most)
    {
        if (groups.Count < 2 || Size(groups[^1]) >= enough || Size(groups[^1]) + Size(groups[^2]) > most) return;
        groups[^2].AddRange(groups[^1]);
        groups.RemoveAt(groups.Count - 1);
    }

    private static int Size(List<Section> group) => group.Sum(section => section.Tokens);

    private static IEnumerable<(string Heading, int? Page, string Content)> Cut(List<Section> group, ChunkOptions sizes)
    {
        var common = CommonPath(group);
        var heading = string.Join(" > ", common);
        var blocks = group.SelectMany(section => WithHeading(section, common)).ToList();
        foreach (var piece in Pack(blocks, sizes)) yield return (heading, piece[0].Page, string.Join("\n\n", piece.Select(block => block.Text)));
    }

    private static string[] CommonPath(List<Section> group)
    {
        var first = group[0].Path;
        var shared = group.Min(section => section.Path.Zip(first).TakeWhile(pair => pair.First == pair.Second).Count());
        return [.. first.Take(shared)];
    }

    // What the shared path does not say is said in the text.
    private static IEnumerable<Block> WithHeading(Section section, string[] common)
    {
        var own = section.Path.Skip(common.Length).ToArray();
        if (own.Length == 0) return section.Blocks.Count > 0 ? section.Blocks : [new(section.Path.Count > 0 ? section.Path[^1] : "", section.Page)];
        return [new(string.Join(" > ", own), section.Page), .. section.Blocks];
    }

    private static IEnumerable<List<Block>> Pack(List<Block> blocks, ChunkOptions sizes)
    {
        List<Block> piece = [];
        var fresh = 0;
        foreach (var block in blocks.SelectMany(block => Fit(block, sizes)))
        {
            if (fresh > 0 && piece.Sum(one => one.Tokens) + block.Tokens > sizes.Most)
            {
                yield return piece;
                piece = Tail(piece, sizes.Overlap);
                fresh = 0;
            }
            piece.Add(block);
            fresh++;
        }
        if (fresh > 0) yield return piece;
    }

    // Leaves room for the overlap before it.
    private static IEnumerable<Block> Fit(Block block, ChunkOptions sizes)
    {
        var most = Math.Max(1, sizes.Most - sizes.Overlap);
        if (block.Tokens <= most) return [block];
        return (block.IsRows ? Rows.Of(block.Text, most) : Pieces.Of(block.Text, most)).Select(text => new Block(text, block.Page));
    }

    private static List<Block> Tail(List<Block> piece, int overlap)
    {
        List<Block> tail = [];
        var left = overlap;
        foreach (var block in piece.AsEnumerable().Reverse())
        {
            if (block.Tokens > left)
            {
                if (tail.Count == 0 && !block.IsRows && Pieces.End(block.Text, left) is { Length: > 0 } end) tail.Add(new(end, block.Page));
                break;
            }
            tail.Insert(0, block);
            left -= block.Tokens;
        }
        return tail;
    }
}
