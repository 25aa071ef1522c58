using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Ranking;

public class PassagesAreRanked
{
    private static readonly Passage Returns = Text("Send it back within 30 days for a full refund.", heading: "Returns");
    private static readonly Passage Lamp = Text("The XR-200 lamp shines for eight hours on one charge.");
    private static readonly Passage Restaurant = Text("Our restaurant opens at noon and the kitchen closes at ten.");
    private static readonly Passage Invoice = Faq("Can I have an invoice?", "Every parcel contains one.");
    private static readonly PassageIndex Index = PassageIndex.Build([Returns, Lamp, Restaurant, Invoice]);

    [Theory]
    [InlineData("xr-200")]
    [InlineData("XR200")]
    [InlineData("XR 200 battery")]
    [InlineData("lamps that were charging")]
    public void Identifiers_and_word_forms_meet(string query) => First(query).ShouldBe(Lamp);

    [Theory]
    [InlineData("restuarant")]
    [InlineData("restaurent")]
    [InlineData("resturant opening")]
    public void Typing_mistakes_are_forgiven(string query) => First(query).ShouldBe(Restaurant);

    [Theory]
    [InlineData("lump")]
    [InlineData("damp")]
    public void Another_short_word_is_hardly_trusted(string query) =>
        Index.Search(query, 1).ShouldAllBe(hit => hit.Confidence < 0.4);

    [Fact]
    public void A_synonym_finds_what_the_word_would_have_found() => First("reimbursement").ShouldBe(Returns);

    [Fact]
    public void The_word_itself_beats_its_synonym()
    {
        var parcel = Text("Your parcel is insured.");
        var package = Text("Your package is insured.");
        PassageIndex.Build([parcel, package]).Search("package", 2).Select(hit => hit.Passage).ShouldBe([package, parcel]);
    }

    [Fact]
    public void A_heading_weighs_more_than_the_body()
    {
        var under = Text("Write to us and we help.", heading: "Warranty");
        var within = Text("Write to us about warranty.", heading: "Contact");
        PassageIndex.Build([within, under]).Search("warranty", 1)[0].Passage.ShouldBe(under);
    }

    [Fact]
    public void Function_words_alone_are_never_sure()
    {
        var hits = Index.Search("what is it for", 3);
        hits.ShouldNotBeEmpty();
        hits.ShouldAllBe(hit => hit.Confidence < 0.4);
    }

    [Theory]
    [InlineData("Wie lange dauert die Lieferung?", "Wie lange dauern Lieferungen")]
    [InlineData("Welche Größen gibt es?", "welche groesse, grosse gibt es")]
    public void German_questions_meet_in_German(string question, string query)
    {
        var wanted = Faq(question, "Das steht in der Tabelle und ist mit dem Produkt verlinkt.");
        var other = Faq("Wo ist mein Paket?", "Die Nummer steht in der Nachricht, die wir mit der Rechnung schicken.");
        PassageIndex.Build([other, wanted]).Search(query, 1)[0].Passage.ShouldBe(wanted);
    }

    [Fact]
    public void Scripts_without_spaces_are_searched_by_pairs()
    {
        var shipping = Faq("送料はいくらですか", "全国一律五百円です。");
        var returns = Faq("返品はできますか", "三十日以内にご連絡ください。");
        PassageIndex.Build([shipping, returns]).Search("送料は？", 1)[0].Passage.ShouldBe(shipping);
    }

    [Fact]
    public void Only_so_many_are_returned_as_were_asked_for()
    {
        var many = PassageIndex.Build([.. Enumerable.Range(0, 100).Select(at => Text($"Lamp number {at}"))]);
        many.Search("lamp", 40).Count.ShouldBe(40);
        many.Search("lamp", 0).ShouldBeEmpty();
        many.Count.ShouldBe(100);
    }

    [Fact]
    public void An_empty_index_finds_nothing()
    {
        PassageIndex.Empty.Search("anything", 5).ShouldBeEmpty();
        PassageIndex.Empty.Count.ShouldBe(0);
    }

    [Fact]
    public void More_text_takes_more_memory() =>
        PassageIndex.Build([Returns, Lamp]).ApproximateBytes.ShouldBeLessThan(Index.ApproximateBytes);

    [Fact]
    public void The_order_in_which_passages_were_read_changes_nothing() => Prop.ForAll(Arb.From(Gen.Shuffle(Shop.FellShop.Index.Search("order jacket delivery", 32).Select(hit => hit.Passage).ToArray())), passages =>
    {
        var ordered = PassageIndex.Build([.. passages.OrderBy(passage => passage.Id)]).Search("how long does delivery of a jackt take", 10);
        PassageIndex.Build(passages).Search("how long does delivery of a jackt take", 10).ShouldBe(ordered);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_query_makes_the_search_fail() => Prop.ForAll<string?, int>((query, top) =>
    {
        var hits = Index.Search(query ?? "", top);
        hits.ShouldAllBe(hit => hit.Confidence >= 0 && hit.Confidence <= 1 && hit.Score > 0);
        hits.ShouldBe(hits.OrderByDescending(hit => hit.Score));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Arbitrary_units_can_be_indexed_and_found() => Prop.ForAll<char[]>(units =>
    {
        var text = new string(units);
        var index = PassageIndex.Build([Faq(text, text), Text(text, heading: text)]);
        if (Analyzer.Analyze(text, Language.English).Any(word => word.Joined == 0)) index.Search(text, 2).ShouldNotBeEmpty();
        else index.Search(text, 2).ShouldBeEmpty();
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("kitten", "sitting", 2, false)]
    [InlineData("recieve", "receive", 1, true)]
    [InlineData("", "ab", 2, true)]
    [InlineData("order", "order", 0, true)]
    public void Edit_distance_counts_a_swap_as_one(string left, string right, int most, bool within) =>
        EditDistance.Within(left, right, most).ShouldBe(within);

    private static Passage First(string query) => Index.Search(query, 1)[0].Passage;

    private static Passage Text(string body, string heading = "") => new(Guid.CreateVersion7(), Guid.CreateVersion7(), PassageKind.Text, "", heading, body, []);

    private static Passage Faq(string question, string answer) => new(Guid.CreateVersion7(), Guid.CreateVersion7(), PassageKind.Faq, "", "", answer, [question]);
}
