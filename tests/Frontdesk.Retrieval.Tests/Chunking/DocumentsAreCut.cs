using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Chunking;

public class DocumentsAreCut
{
    private static readonly string Paragraph = string.Join(' ', Enumerable.Repeat("We take back what you do not like.", 12));

    [Fact]
    public void Sections_stand_on_their_own_and_know_where_they_stand()
    {
        var chunks = Chunker.Split($"# Returns\n\n## How to send it back\n\n{Paragraph}\n\n## Refunds\n\n{Paragraph}");

        chunks.Select(chunk => chunk.HeadingPath).ShouldBe(["Returns > How to send it back", "Returns > Refunds"]);
        chunks.Select(chunk => chunk.Ordinal).ShouldBe([0, 1]);
        chunks.ShouldAllBe(chunk => chunk.Content == Paragraph && chunk.Page == null);
    }

    [Fact]
    public void A_small_section_joins_its_neighbour_with_its_heading()
    {
        var chunk = Chunker.Split($"# Shop\n\n## Hours\n\nNine to five.\n\n## Returns\n\n{Paragraph}").ShouldHaveSingleItem();

        chunk.HeadingPath.ShouldBe("Shop");
        chunk.Content.ShouldBe($"Hours\n\nNine to five.\n\nReturns\n\n{Paragraph}");
    }

    [Theory]
    [InlineData("Returns\n=======\n\n")]
    [InlineData("Returns\n-------\n\n")]
    [InlineData("Returns\n\n")]
    [InlineData("# Returns #\n")]
    public void Headings_of_every_kind_are_seen(string heading) =>
        Chunker.Split(heading + Paragraph).ShouldHaveSingleItem().HeadingPath.ShouldBe("Returns");

    [Theory]
    [InlineData("Dear customer,\n\n")]
    [InlineData("- first point\n\n")]
    [InlineData("This is a sentence.\n\n")]
    public void A_line_that_only_looks_like_a_heading_is_text(string line) =>
        Chunker.Split(line + Paragraph).ShouldHaveSingleItem().HeadingPath.ShouldBe("");

    [Fact]
    public void Code_is_not_read_for_headings() =>
        Chunker.Split($"```\n# not a heading\n```\n\n{Paragraph}").ShouldHaveSingleItem().Content.ShouldContain("# not a heading");

    [Fact]
    public void Pages_are_counted_from_one()
    {
        var chunks = Chunker.Split($"# One\n\n{Paragraph}\f# Two\n\n{Paragraph}\f\f# Four\n\n{Paragraph}");
        chunks.Select(chunk => chunk.Page).ShouldBe([1, 2, 4]);
    }

    [Fact]
    public void A_list_stays_with_the_line_that_introduces_it()
    {
        var list = "We accept:\n\n- Visa\n\n- PayPal\n\n- Cash";
        var options = new ChunkOptions { Most = 40, Overlap = 5 };
        Chunker.Split($"{string.Join(' ', Enumerable.Repeat("word", 30))}.\n\n{list}", options)
            .ShouldContain(chunk => chunk.Content.Contains("We accept:") && chunk.Content.Contains("Cash"));
    }

    [Fact]
    public void A_long_text_is_cut_with_an_overlap_of_whole_sentences()
    {
        var text = string.Join(' ', Enumerable.Range(0, 400).Select(at => $"Sentence number {at} says something."));
        var chunks = Chunker.Split(text);

        chunks.Count.ShouldBeGreaterThan(2);
        chunks.ShouldAllBe(chunk => chunk.Tokens <= 1000);
        chunks.SkipLast(1).ShouldAllBe(chunk => chunk.Tokens >= 500);
        foreach (var (before, after) in chunks.Zip(chunks.Skip(1)))
        {
            var repeated = after.Content[..after.Content.IndexOf('.')];
            before.Content.ShouldContain(repeated);
            after.Content.ShouldStartWith("Sentence number");
        }
    }

    [Fact]
    public void A_long_table_is_cut_between_its_rows_and_says_its_columns_again()
    {
        var table = "| Article | Price |\n" + string.Join('\n', Enumerable.Range(0, 300).Select(at => $"| Boots number {at}, with laces | {at} euros. Cheap. |"));
        var chunks = Chunker.Split(table);

        chunks.Count.ShouldBeGreaterThan(2);
        chunks.ShouldAllBe(chunk => chunk.Tokens <= 1000 && chunk.Content.StartsWith("| Article | Price |\n"));
        chunks.SelectMany(chunk => chunk.Content.Split('\n')).ShouldAllBe(row => row.StartsWith("| ") && row.EndsWith(" |"));
    }

    [Fact]
    public void A_long_list_is_cut_between_its_points()
    {
        var list = string.Join('\n', Enumerable.Range(0, 300).Select(at => $"- Point {at}. It has two sentences."));
        Chunker.Split(list).SelectMany(chunk => chunk.Content.Split('\n')).ShouldAllBe(point => point.StartsWith("- Point") && point.EndsWith("sentences."));
    }

    [Fact]
    public void A_long_document_packs_its_sections()
    {
        var text = "# Manual\n\n" + string.Join("\n\n", Enumerable.Range(0, 80).Select(at => $"## Part {at}\n\n{Paragraph}"));
        Chunker.Split(text).ShouldAllBe(chunk => chunk.Tokens >= 500 && chunk.Tokens <= 1100 && chunk.HeadingPath == "Manual");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\f\n ")]
    public void An_empty_document_has_no_chunks(string text) => Chunker.Split(text).ShouldBeEmpty();

    [Fact]
    public void No_word_of_a_document_is_lost() => Prop.ForAll(Documents(), text =>
    {
        var chunks = Chunker.Split(text, new ChunkOptions { Least = 20, Most = 40, Overlap = 8, SmallSection = 6, ShortDocument = 60 });
        var kept = chunks.SelectMany(chunk => WordsOf(chunk.HeadingPath + " " + chunk.Content)).ToHashSet();
        WordsOf(text).ShouldBeSubsetOf(kept);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_the_cutting_fail() => Prop.ForAll<string?>(text =>
        Chunker.Split(text ?? "", new ChunkOptions { Least = 4, Most = 8, Overlap = 3, SmallSection = 2, ShortDocument = 10 })
            .ShouldAllBe(chunk => chunk.Content.Trim().Length > 0)).QuickCheckThrowOnFailure();

    // Every word is its own, so that a lost one is missed.
    private static Arbitrary<string> Documents()
    {
        var piece = Gen.Elements("# {0}\n", "## {0}\n\n", "### {0}", "\n\n", "{0} {0}a {0}b. ", "{0}, {0}c! {0}d {0}e {0}f {0}g {0}h {0}i {0}j {0}k ", "\n- {0}", "\n1. {0}\n", "\f", "\n===\n", "Title{0}\n\n", "```\n", "{0}:\n", "| {0} | {0}x |\n");
        return Arb.From(Gen.ArrayOf(piece).Select(pieces =>
            string.Concat(pieces.Select((format, at) => format.Replace("{0}", "w" + at, StringComparison.Ordinal)))));
    }

    private static IEnumerable<string> WordsOf(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('#', '.', ',', '!', ':', '|', '-', '`', '=', '>')).Where(word => word.Contains('w'));
}
