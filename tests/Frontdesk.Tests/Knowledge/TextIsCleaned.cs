using System.Text;
using Frontdesk.Knowledge.Reading;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge;

public sealed class TextIsCleaned
{
    [Theory]
    [InlineData("ﬁnd the ofﬁce, ﬂy", "find the office, fly")]
    [InlineData("non\u00a0breaking\u2009space", "non breaking space")]
    [InlineData("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth")]
    [InlineData("\ufee3\ufeae\ufea3\ufe92\ufe8e", "مرحبا")]
    [InlineData("two  spaces \n\n\n\n  indented", "two spaces\n\n  indented")]
    public void What_was_printed_becomes_what_is_typed(string printed, string typed) => TidyText.Whole(printed).ShouldBe(typed);

    [Theory]
    [InlineData("Die Lieferung ist für Sie kostenlos und das Paket wird von uns nicht mit der Post gesendet.", "de")]
    [InlineData("You can send the parcel back to us within thirty days if you do not like what is in it.", "en")]
    [InlineData("Vous pouvez nous renvoyer le colis dans les trente jours et le retour est gratuit pour vous.", "fr")]
    [InlineData("يمكنك إرجاع المنتج خلال ثلاثين يوما", "ar")]
    [InlineData("Вы можете вернуть товар в течение тридцати дней", "ru")]
    [InlineData("返品は三十日以内にお願いいたします", "ja")]
    [InlineData("Boots 89", null)]
    public void The_language_is_guessed_where_there_is_enough(string text, string? language) => LanguageGuess.Of(text).ShouldBe(language);

    public static TheoryData<byte[]> Encodings() =>
    [
        Encoding.UTF8.GetBytes("Größe – 42 €"), (byte[])[0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes("Größe – 42 €")],
        (byte[])[0xff, 0xfe, .. Encoding.Unicode.GetBytes("Größe – 42 €")], (byte[])[0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes("Größe – 42 €")],
        CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("Größe – 42 €"),
    ];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Every_encoding_that_editors_write_is_read(byte[] bytes) => TextDecoding.Decode(bytes).ShouldBe("Größe – 42 €");

    [Theory]
    [InlineData("Microsoft Word - prices_final.doc", null)]
    [InlineData("untitled", null)]
    [InlineData("C:\\temp\\x", null)]
    [InlineData("House rules", "House rules")]
    public void A_title_inside_is_taken_where_it_is_one(string inside, string? taken) => OwnTitle.In(inside).ShouldBe(taken);
}
