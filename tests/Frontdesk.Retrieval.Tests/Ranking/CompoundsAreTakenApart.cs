using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Ranking;

/// <summary>A German shop, where half of what is asked is written as one word and answered as two, or the other way round.</summary>
public sealed class CompoundsAreTakenApart
{
    private static readonly string[] Texts =
    [
        "Die Versandkosten betragen 4,90 Euro, ab 60 Euro liefern wir frei Haus.",
        "Sie können die Ware innerhalb von dreißig Tagen zurückgeben. Die Frist beginnt mit dem Erhalt.",
        "Jede Bestellung hat eine Nummer, die in der Bestätigung steht.",
        "Die Reinigung eines Schlafsacks dauert zwei Wochen und ist jederzeit möglich.",
        "Unsere Werkstatt repariert Reißverschlüsse und ersetzt Schnallen.",
        "Am Wochenende ist das Geschäft in der Hafenstraße geschlossen.",
        "Gutscheine gelten drei Jahre und werden nicht ausgezahlt.",
        "Für Zelte empfehlen wir eine Imprägnierung vor jeder Saison.",
        "Die Zahlung ist mit Karte, Überweisung oder auf Rechnung möglich.",
    ];

    private readonly PassageIndex index = PassageIndex.Build([.. Texts.Select((text, at) => new Passage(Id(at), Id(100 + at), PassageKind.Text, "", "", text, []))]);

    [Theory]
    [InlineData("Wie hoch sind die Kosten?", "Versandkosten")]
    [InlineData("Was kommt beim Versand dazu?", "Versandkosten")]
    [InlineData("Wo finde ich meine Bestellnummer?", "Bestellung hat eine Nummer")]
    [InlineData("Macht ihr auch Schlafsackreinigungen?", "Reinigung eines Schlafsacks")]
    [InlineData("Zeltimprägnierung", "Zelte")]
    [InlineData("Habt ihr einen Werkstattservice?", "Werkstatt")]
    [InlineData("Liegt euer Laden an einer Straße am Hafen?", "Hafenstraße")]
    public void What_is_written_as_one_word_meets_what_is_written_as_two(string question, string answer) =>
        string.Join(" | ", index.Search(question, 1).Select(hit => hit.Passage.Body)).ShouldContain(answer);

    [Fact]
    public void The_word_itself_comes_before_a_compound_that_holds_it()
    {
        var both = PassageIndex.Build([.. Texts.Append("Welche Kosten entstehen und wie wir sie berechnen, sagt die Preisliste.").Select((text, at) => new Passage(Id(at), Id(100 + at), PassageKind.Text, "", "", text, []))]);
        both.Search("Kosten", 2).Select(hit => hit.Passage.Body.Contains("Versandkosten")).ShouldBe([false, true]);
    }

    [Theory]
    [InlineData("Gibt es Weisungen?")] // "Überweisung" is none
    [InlineData("Wo parke ich meinen Hubschrauber?")]
    public void What_only_looks_like_a_part_is_not_found(string question) => index.Search(question, 3).ShouldAllBe(hit => hit.Confidence < 0.45);

    [Fact]
    public void English_words_stay_whole()
    {
        var english = PassageIndex.Build([.. new[] { "The workshop is open on weekends and you can bring your tent with you.", "Ask how to shop with us." }
            .Select((text, at) => new Passage(Id(at), Id(100 + at), PassageKind.Text, "", "", text, []))]);
        english.Search("shop", 2).ShouldHaveSingleItem().Passage.Body.ShouldStartWith("Ask");
    }

    [Fact]
    public void The_test_page_is_told_what_met()
    {
        var hit = index.Search("Kosten", 1)[0];
        index.Explain("Kosten", hit.Passage.Id)!.Words.ShouldHaveSingleItem().Kind.ShouldBe(MatchKind.Kin);
    }

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
