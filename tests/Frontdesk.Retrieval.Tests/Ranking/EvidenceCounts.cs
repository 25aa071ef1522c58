using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Ranking;

/// <summary>What makes one passage a better answer than another that holds the same words.</summary>
public class EvidenceCounts
{
    private const string Filler = "We started in a small workshop by the harbour and still pack every parcel by hand.";

    [Theory]
    [InlineData("When was the workshop founded?", "The workshop was founded in 1987 by two brothers.", "The workshop was founded in spring by two brothers.")]
    [InlineData("How many colours does the rope come in?", "The rope comes in 14 colours.", "The rope comes in bright colours.")]
    [InlineData("How many colours does the rope come in?", "The rope comes in fourteen colours.", "The rope comes in bright colours.")]
    public void An_answer_of_the_kind_asked_for_is_preferred(string query, string better, string worse) => First(query, worse, better).ShouldBe(better);

    [Theory]
    [InlineData("warranty on zips", "There is a warranty on zips.", "There is a warranty on tents. Boots are cleaned for free. The sale is on Friday. Our zips are strong.")]
    [InlineData("tent pole repair", "Tent pole repair takes a week.", "A pole is in every tent. For a repair, write to us first and add a picture of it.")]
    public void Words_that_stand_together_beat_scattered_ones(string query, string better, string worse) => First(query, worse, better).ShouldBe(better);

    [Theory]
    [InlineData("who taught the course", "Anna teaches the course.", "The course is long.")]
    [InlineData("colour of the cover", "The color of the cover is grey.", "The cover is made of wool.")]
    [InlineData("invasion of moths", "Moths invade wardrobes in spring.", "Moths adore wardrobes in spring.")]
    public void Forms_and_spellings_meet(string query, string better, string worse) => First(query, worse, better).ShouldBe(better);

    [Fact]
    public void The_owners_synonyms_find_what_the_words_would_have_found()
    {
        var sofa = Text("The settee comes in two parts.", 1);
        var lamp = Text("The lamp comes in two colours.", 2);
        PassageIndex.Build([sofa, lamp]).Search("couch", 5).ShouldBeEmpty();
        var taught = PassageIndex.Build([sofa, lamp], new IndexOptions { Synonyms = [["Sofa", "couches", "settee"]] });
        taught.Search("couch", 5).Single().Passage.ShouldBe(sofa);
        taught.With([lamp.SourceId], []).Search("sofas", 5).Single().Passage.ShouldBe(sofa);
        taught.Search("lamp", 5).Single().Passage.ShouldBe(lamp);
    }

    [Fact]
    public void What_says_the_same_twice_is_shown_once()
    {
        var once = Text(Filler + " Returns are free.", 1);
        var twice = once with { Id = Id(2), SourceId = Id(12) };
        var other = Text("Returns take a week.", 3);
        PassageIndex.Build([once, twice, other]).Search("are returns free", 5).Select(hit => hit.Passage.Id).ShouldBe([once.Id, other.Id]);
    }

    [Fact]
    public void It_says_which_word_met_what()
    {
        var passage = Text("Your parcel is shipped to Norway in five days.", 1);
        var index = PassageIndex.Build([passage, Text("The lamp is grey.", 2)]);
        var why = index.Explain("Is my package shiped to Norway for christmas?", passage.Id)!;
        why.Words.Select(word => (word.Asked, word.Kind)).ShouldBe(
            [("package", MatchKind.Synonym), ("shiped", MatchKind.Misspelt), ("norway", MatchKind.Exact), ("christmas", MatchKind.Missing)]);
        why.Words.Sum(word => word.Share).ShouldBe(1, 0.001);
        why.Proximity.ShouldBeInRange(0.3, 0.99);
        index.Explain("anything", Guid.NewGuid()).ShouldBeNull();
        index.Explain("?", passage.Id)!.Words.ShouldBeEmpty();
    }

    [Fact]
    public void A_faq_says_which_phrasing_was_closest()
    {
        var faq = new Passage(Id(1), Id(11), PassageKind.Faq, "", "", "By post.", ["How do you ship?", "Which carrier brings my order?"]);
        var why = PassageIndex.Build([faq, Text("The lamp is grey.", 2)]).Explain("what carrier will bring the order", faq.Id)!;
        why.ClosestQuestion.ShouldBe("Which carrier brings my order?");
        why.Closeness.ShouldBeGreaterThan(0.7);
    }

    private static string First(string query, params string[] bodies) =>
        PassageIndex.Build([.. bodies.Append(Filler).Select(Text)]).Search(query, 1)[0].Passage.Body;

    private static Passage Text(string body, int number) => new(Id(number), Id(number + 10), PassageKind.Text, "", "", body, []);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
