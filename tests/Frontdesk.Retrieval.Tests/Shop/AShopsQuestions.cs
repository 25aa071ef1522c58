using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Shop;

public class AShopsQuestions
{
    private const double SureEnoughToAnswer = 0.45;

    public static TheoryData<string, string> Answerable => new()
    {
        { "How long does delivery take?", "delivery time" },
        { "how long will delivery take", "delivery time" },
        { "how long does shipping take?", "delivery time" },
        { "how long does shipping take to Germany?", "shipping document|delivery time" },
        { "when does my order arrive", "delivery time" },
        { "what does delivery cost?", "delivery cost" },
        { "how much is shipping in the UK", "delivery cost" },
        { "shipping cost to the united states", "shipping document" },
        { "do you ship to Canada?", "shipping document" },
        { "are import duties included", "shipping document" },
        { "can you send gas cartridges to Australia", "shipping document" },
        { "where's my order??", "tracking" },
        { "track my parcel", "tracking" },
        { "how do I return a jacket", "return" },
        { "can I send it back", "return" },
        { "how to retrun an item", "return" },
        { "when do I get my refund", "refund" },
        { "when will I be refunded", "refund" },
        { "what size should I choose", "size" },
        { "do the jackets run small", "size" },
        { "can i pay with paypal", "payment" },
        { "do you accept Mastercard", "payment" },
        { "what payment methods do you accept?", "payment" },
        { "I want to cancel my order", "change order" },
        { "what are your opening hours", "shop hours" },
        { "do you offer gift wrapping?", "gift" },
        { "when is this item back in stock", "stock" },
        { "how do i reset my pasword", "password" },
        { "forgot password", "password" },
        { "is the zip covered by the warranty", "warranty document" },
        { "how do I wash my waterproof jacket", "care document" },
        { "how to store a down sleeping bag", "care document" },
        { "can I use fabric softener", "care document" },
        { "which sealant for the XR-200", "care document" },
        { "how much does a new zip cost", "warranty document" },
    };

    public static TheoryData<string> Unanswerable =>
    [
        "What is the capital of France?",
        "who won the world cup in 2018",
        "tell me a joke",
        "what's the weather like in Keswick tomorrow",
        "can you write a poem about winter",
        "how do I cook rice",
        "do you have a job for me",
        "what is the meaning of life",
        "which stocks should I buy this week",
        "is your CEO married",
        "do you sell bicycles",
        "how old is the universe",
        "do you rent out kayaks",
        "what is the speed of light",
    ];

    [Theory, MemberData(nameof(Answerable))]
    public void A_question_the_shop_can_answer_finds_its_source(string question, string sources)
    {
        var best = FellShop.Index.Search(question, 3)[0];

        sources.Split('|').ShouldContain(FellShop.NameOf(best));
        best.Confidence.ShouldBeGreaterThanOrEqualTo(SureEnoughToAnswer);
    }

    [Fact]
    public void A_question_that_two_sections_share_still_finds_its_document() =>
        FellShop.NameOf(FellShop.Index.Search("how long is the warranty on a tent", 1)[0]).ShouldBe("warranty document");

    [Theory, MemberData(nameof(Unanswerable))]
    public void A_question_the_shop_cannot_answer_leaves_it_unsure(string question) =>
        FellShop.Index.Search(question, 3).ShouldAllBe(hit => hit.Confidence < SureEnoughToAnswer);

    [Fact]
    public void A_question_that_spans_a_FAQ_and_a_document_is_answered_with_confidence() =>
        FellShop.Index.Search("how long does shipping take to Germany?", 1)[0].Confidence.ShouldBeGreaterThanOrEqualTo(0.7);

    [Theory]
    [InlineData("How long does delivery take?")]
    [InlineData("how long does delivery take")]
    [InlineData("can I pay with Paypal")]
    [InlineData("When is the shop open?")]
    [InlineData("HOW DO I RETURN AN ITEM")]
    public void A_question_put_as_the_FAQ_puts_it_is_nearly_certain(string question) =>
        FellShop.Index.Search(question, 1)[0].Confidence.ShouldBeGreaterThanOrEqualTo(0.9);

    [Theory]
    [InlineData("is the order of the planets known")]
    [InlineData("who invented the zip")]
    [InlineData("my jacket was on television")]
    public void One_shared_word_is_not_an_answer(string question) =>
        FellShop.Index.Search(question, 1)[0].Confidence.ShouldBeLessThan(0.4);

    [Theory]
    [InlineData("quantum chromodynamics")]
    [InlineData("")]
    [InlineData("🙂 ?!")]
    [InlineData("日本語")]
    public void Nothing_shared_finds_nothing(string question) => FellShop.Index.Search(question, 5).ShouldBeEmpty();

    [Fact]
    public void A_question_that_is_half_known_is_not_answered_without_a_doubt() =>
        FellShop.Index.Search("Do you sell gift cards for the moon?", 3).ShouldAllBe(hit => hit.Confidence < 0.65);
}
