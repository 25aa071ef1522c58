using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Frontdesk.Retrieval.Tests.Quoting;

public class QuotesAreExact
{
    private const string Shipping =
        "We ship from Leeds every day. Parcels to Germany take four days. They cost £12.50, e.g. for a jacket. Gifts are wrapped on request.";

    [Theory]
    [InlineData("how long to Germany", 40, "Parcels to Germany take four days.")]
    [InlineData("can you wrap gifts", 60, "Gifts are wrapped on request.")]
    [InlineData("what is the price of a jacket", 40, "They cost £12.50, e.g. for a jacket.")]
    [InlineData("what is the price of a jacket", 90, "Parcels to Germany take four days. They cost £12.50, e.g. for a jacket.")]
    [InlineData("nothing of the kind", 30, "We ship from Leeds every day.")]
    [InlineData("from Leeds", 20, "We ship from Leeds…")]
    public void The_sentences_that_answer_are_quoted(string query, int most, string quote) =>
        Quote.Best(Shipping, query, most).ShouldBe(quote);

    [Fact]
    public void A_list_is_quoted_with_its_introduction()
    {
        const string body = "Our shop is in Leeds.\n\nYou can pay with:\n- Visa\n- PayPal\n- Cash\n\nReceipts come by mail.";
        Quote.Best(body, "how can I pay", 100).ShouldBe("You can pay with:\n- Visa\n- PayPal\n- Cash");
    }

    [Fact]
    public void A_bare_yes_is_quoted_with_what_follows() =>
        Quote.Best("Yes. Until it is packed.", "yes or no", 100).ShouldBe("Yes. Until it is packed.");

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public void Of_nothing_there_is_nothing_to_quote(string body) => Quote.Best(body, "anything", 100).ShouldBe("");

    [Fact]
    public void A_quote_is_always_found_in_its_source() => Prop.ForAll<string?, string?, PositiveInt>((body, query, most) =>
        IsExact(body ?? "", query ?? "", most.Get)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_quote_of_prose_is_always_found_in_its_source()
    {
        var piece = Gen.Elements("shipping", "takes", "days", ". ", "! ", "? ", ", ", " ", "\n", "\n- ", "e.g. ", "😀", "東京。", "refund", ": ", "12.50 ");
        var prose = Arb.From(Gen.ArrayOf(piece).Select(string.Concat));
        Prop.ForAll(prose, Arb.From(Gen.Choose(1, 60)), (body, most) => IsExact(body, "shipping refund days", most)).QuickCheckThrowOnFailure();
    }

    private static void IsExact(string body, string query, int most)
    {
        var quote = Quote.Best(body, query, most);
        quote.Length.ShouldBeLessThanOrEqualTo(most);
        var verbatim = body.Contains(quote, StringComparison.Ordinal) ? quote : quote[..^1];
        body.ShouldContain(verbatim, Case.Sensitive);
        if (verbatim != quote) quote.ShouldEndWith("…");
    }
}
