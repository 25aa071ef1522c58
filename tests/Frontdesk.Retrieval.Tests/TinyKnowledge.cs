using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests;

/// <summary>The first minutes of a new owner: one text, then a FAQ or two. Answers must not wait for a library.</summary>
public sealed class TinyKnowledge
{
    private static readonly Passage Parcels = Text("Parcels", "Parcels to Norway take seven days. Parcels to Germany take two days.");
    private static readonly Passage Hours = new(Guid.NewGuid(), Guid.NewGuid(), PassageKind.Faq, "What are your opening hours?", "", "We are open Monday to Friday, 9 to 17.", ["What are your opening hours?"]);

    [Theory]
    [InlineData("How long do parcels to Norway take?")]
    [InlineData("parcels norway")]
    public void A_single_text_answers_what_stands_in_it(string question) =>
        PassageIndex.Build([Parcels]).Search(question, 1).ShouldHaveSingleItem().Confidence.ShouldBeGreaterThan(0.7);

    [Theory]
    [InlineData("When do you open?")]
    [InlineData("opening hours")]
    public void A_text_and_a_faq_do_not_get_in_each_others_way(string question)
    {
        var best = PassageIndex.Build([Parcels, Hours]).Search(question, 2)[0];

        best.Passage.ShouldBe(Hours);
        best.Confidence.ShouldBeGreaterThan(0.7);
    }

    [Theory]
    [InlineData("What is the capital of France?")]
    [InlineData("Do you sell gift cards?")]
    [InlineData("How long is the warranty?")]
    public void What_stands_nowhere_stays_unanswered(string question) =>
        PassageIndex.Build([Parcels, Hours]).Search(question, 1).ShouldAllBe(hit => hit.Confidence < 0.45);

    private static Passage Text(string title, string body) => new(Guid.NewGuid(), Guid.NewGuid(), PassageKind.Text, title, "", body, []);
}
