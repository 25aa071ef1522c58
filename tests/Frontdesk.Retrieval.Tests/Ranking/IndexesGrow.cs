using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Ranking;

/// <summary>An index made from another by what changed is the index one would build anew.</summary>
public class IndexesGrow
{
    private static readonly string[] Words = ["lamp", "order", "refund", "parcel", "ten", "days", "Norway", "size", "battery", "return"];

    private static readonly Gen<Passage> AnyPassage =
        from id in Gen.Choose(1, 1_000_000)
        from source in Gen.Choose(1, 6)
        from faq in Gen.Choose(0, 3)
        from words in Gen.ArrayOf(Gen.Elements(Words), 9)
        select new Passage(Id(id), Id(-source), faq == 0 ? PassageKind.Faq : PassageKind.Text, "Shop", words[0], string.Join(' ', words) + ".", faq == 0 ? [string.Join(' ', words.Take(4))] : []);

    [Fact]
    public void Changing_a_source_gives_what_building_anew_gives() => Prop.ForAll(Arb.From(Gen.ArrayOf(AnyPassage, 14)), Arb.From(Gen.ArrayOf(AnyPassage, 5)), (before, added) =>
    {
        before = [.. before.DistinctBy(passage => passage.Id)];
        added = [.. added.DistinctBy(passage => passage.Id).Where(passage => before.All(known => known.Id != passage.Id)).Select(passage => passage with { SourceId = Id(-1) })];
        var changed = PassageIndex.Build(before).With([Id(-1)], added);
        var anew = PassageIndex.Build([.. before.Where(passage => passage.SourceId != Id(-1)), .. added]);
        changed.Count.ShouldBe(anew.Count);
        foreach (var query in (string[])["refund for a lamp", "how many days to Norway", "battry size", "return my order please"])
        {
            Told(changed, query).ShouldBe(Told(anew, query));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_removed_source_is_found_no_more()
    {
        var lamp = new Passage(Id(1), Id(-1), PassageKind.Text, "", "", "The lamp shines for eight hours.", []);
        var sock = new Passage(Id(2), Id(-2), PassageKind.Text, "", "", "The sock is warm.", []);
        var index = PassageIndex.Build([lamp, sock]).With([lamp.SourceId], []);
        index.Search("lamp hours", 5).ShouldBeEmpty();
        index.Search("warm sock", 5)[0].Passage.ShouldBe(sock);
        index.With([sock.SourceId], []).Count.ShouldBe(0);
    }

    [Fact]
    public void The_index_before_the_change_still_answers()
    {
        var lamp = new Passage(Id(1), Id(-1), PassageKind.Text, "", "", "The lamp shines for eight hours.", []);
        var before = PassageIndex.Build([lamp]);
        before.With([], [lamp with { Id = Id(3), SourceId = Id(-3), Body = "A kettle boils in two minutes." }]).Search("kettle", 1).ShouldNotBeEmpty();
        before.Search("kettle", 1).ShouldBeEmpty();
        before.Search("lamp", 1)[0].Passage.ShouldBe(lamp);
    }

    private static (Guid, double, double)[] Told(PassageIndex index, string query) =>
        [.. index.Search(query, 20).Select(hit => (hit.Passage.Id, Math.Round(hit.Score, 5), Math.Round(hit.Confidence, 4)))];

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
