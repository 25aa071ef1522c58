using System.Text;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge;

/// <summary>Every kind of file, from its bytes to what a visitor's question finds.</summary>
public sealed class FilesBecomePassages(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Shipping = "Parcels to Norway take five working days.";

    [Theory]
    [InlineData("manual.pdf")]
    [InlineData("scan.pdf")]
    [InlineData("manual.docx")]
    [InlineData("manual.doc")]
    [InlineData("manual.html")]
    [InlineData("manual.csv")]
    [InlineData("photo.png")]
    [InlineData("photo.jpg")]
    [InlineData("photo.tiff")]
    [InlineData("photo.webp")]
    [InlineData("photo.gif")]
    [InlineData("wide.txt")]
    public async Task A_question_finds_what_the_file_says(string name)
    {
        var shop = await app.Shop();
        var printed = new PrintedPdf().Page().At(60, 100, Shipping, 14).Bytes();
        var content = name switch
        {
            "manual.pdf" => printed,
            "scan.pdf" => Photograph.Grey(printed) is var (grey, width, height) ? new PrintedPdf().Scan(grey, width, height).Bytes() : [],
            "manual.docx" => SmallDocx.Of(SmallDocx.Paragraph(Shipping)),
            "manual.html" => Encoding.UTF8.GetBytes($"<!doctype html><html><body><nav>Home Shop</nav><main><h1>Shipping</h1><p>{Shipping}</p></main></body></html>"),
            "manual.csv" => Encoding.UTF8.GetBytes($"Country;Note\nNorway;{Shipping}\n"),
            "photo.png" => Photograph.Png(printed),
            "photo.jpg" => Photograph.Jpeg(printed),
            "photo.tiff" => Photograph.Tiff(printed),
            "manual.doc" or "photo.webp" or "photo.gif" => Kept(name),
            _ => [0xff, 0xfe, .. Encoding.Unicode.GetBytes(Shipping)],
        };

        var read = await shop.Reads(name, content);

        read["status"].GetString().ShouldBe("completed", read.Text);
        (await shop.TextOf(read)).ShouldContain(Shipping);
        read["characters"].GetInt32().ShouldBeGreaterThanOrEqualTo(Shipping.Length);
        await shop.Finds("parcels to Norway", read["id"].GetGuid());
    }

    [Fact]
    public async Task An_old_Word_document_keeps_its_paragraphs_and_letters()
    {
        var shop = await app.Shop();
        var read = await shop.Reads("manual.doc", Kept("manual.doc"));

        read["mime_type"].GetString().ShouldBe("application/msword");
        (await shop.TextOf(read)).ShouldStartWith($"{Shipping}\n\nÖffnungszeiten: täglich von neun bis fünf.\n\nWe pack every order on the day it arrives");
    }

    [Fact]
    public async Task A_PDF_keeps_its_headings_and_pages_and_loses_heads_feet_and_numbers()
    {
        var shop = await app.Shop();
        var pdf = new PrintedPdf { Title = "House rules of Tarnholt" };
        for (var page = 1; page <= 3; page++)
        {
            pdf.Page().At(60, 40, "Tarnholt Boots - Manual", 9).At(290, 815, $"{page}", 9)
                .At(60, 100, $"Chapter {page} returns", 20)
                .Lines(60, 140, "We take back what you do not like within thirty days, if it was not", $"worn outside. Send it to the ware-", $"house number {page}, and write the number of your order on the parcel.", "We pay back what you have paid as soon as the parcel has arrived here and we have seen that the boots", "are as new, which takes us two working days in the most of cases and four before holidays.");
        }

        var read = await shop.Reads("rules.pdf", pdf.Bytes());

        var passages = await shop.Passages(read);
        passages.Select(p => p.GetProperty("heading").GetString()).ShouldBe(["Chapter 1 returns", "Chapter 2 returns", "Chapter 3 returns"]);
        passages.Select(p => p.GetProperty("page").GetInt32()).ShouldBe([1, 2, 3]);
        var first = passages[0].GetProperty("content").GetString()!;
        first.ShouldBe("We take back what you do not like within thirty days, if it was not worn outside. Send it to the warehouse number 1, and write the number of your order on the parcel.\nWe pay back what you have paid as soon as the parcel has arrived here and we have seen that the boots are as new, which takes us two working days in the most of cases and four before holidays.");
        (read["title"].GetString(), read["pages"].GetInt32(), read["metadata"].GetProperty("author").GetString(), read["metadata"].GetProperty("language").GetString()).ShouldBe(("House rules of Tarnholt", 3, "Sarah", "en"));
    }

    [Fact]
    public async Task Columns_are_read_one_after_the_other_and_tables_row_by_row()
    {
        var shop = await app.Shop();
        string[] left = ["We send parcels on every working day,", "also before holidays. What you order", "before noon leaves our house on the", "same day. Everything later leaves it", "in the morning of the next day."];
        string[] right = ["Returns are free of charge within the", "country. Put the form into the parcel", "and bring it to a post office near", "you. We pay back what you have paid", "as soon as it has arrived here."];
        var pdf = new PrintedPdf().Page().Lines(60, 100, left).Lines(320, 100, right)
            .At(60, 300, "Article").At(220, 300, "Size").At(380, 300, "Price")
            .At(60, 320, "Boots").At(220, 320, "42").At(380, 320, "89 euros")
            .At(60, 340, "Laces").At(220, 340, "120 cm").At(380, 340, "4 euros");

        var text = await shop.TextOf(await shop.Reads("columns.pdf", pdf.Bytes()));

        text.ShouldContain(string.Join(' ', left));
        text.ShouldContain(string.Join(' ', right));
        text.ShouldContain("| Article | Size | Price |\n| Boots | 42 | 89 euros |\n| Laces | 120 cm | 4 euros |");
    }

    [Fact]
    public async Task Of_a_mixed_PDF_only_the_scanned_pages_are_recognised()
    {
        var shop = await app.Shop();
        var (grey, width, height) = Photograph.Grey(new PrintedPdf().Page().At(60, 100, "Boots are repaired in Tarnholt.", 14).Bytes());
        var read = await shop.Reads("mixed.pdf", new PrintedPdf().Page().At(60, 100, Shipping).Scan(grey, width, height).Bytes());

        var text = await shop.TextOf(read);
        text.ShouldContain(Shipping);
        text.ShouldContain("Boots are repaired in Tarnholt.");
        read["pages"].GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Of_a_Word_document_stays_what_its_reader_sees()
    {
        var shop = await app.Shop();
        var body = SmallDocx.Paragraph("Returns", "berschrift1")
            + "<w:p><w:r><w:t>Thirty </w:t></w:r><w:del><w:r><w:delText>fourteen </w:delText></w:r></w:del><w:ins><w:r><w:t>long days</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
            + "<w:p><w:hyperlink r:id=\"away\"><w:r><w:t>The form</w:t></w:r></w:hyperlink><w:r><w:t> is here.</w:t></w:r></w:p>"
            + "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr><w:r><w:t>Pack it</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"7\"/></w:numPr></w:pPr><w:r><w:t>Send it</w:t></w:r></w:p>"
            + $"<w:tbl><w:tr><w:tc>{SmallDocx.Paragraph("Country")}</w:tc><w:tc>{SmallDocx.Paragraph("Days")}</w:tc></w:tr><w:tr><w:tc>{SmallDocx.Paragraph("Norway")}</w:tc><w:tc>{SmallDocx.Paragraph("5")}</w:tc></w:tr></w:tbl>"
            + $"<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{SmallDocx.Paragraph("Boxed words")}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{SmallDocx.Paragraph("Boxed words")}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>";
        var docx = SmallDocx.Of(body,
            ("word/styles.xml", "<w:styles NAMES><w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>"),
            ("word/numbering.xml", "<w:numbering NAMES><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/></w:lvl></w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"),
            ("word/footnotes.xml", $"<w:footnotes NAMES><w:footnote w:id=\"2\">{SmallDocx.Paragraph("Not for sale goods.")}</w:footnote></w:footnotes>"),
            ("word/_rels/document.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"away\" Target=\"https://tarnholt.test/form\" TargetMode=\"External\"/></Relationships>"));

        var read = await shop.Reads("returns.docx", docx);

        (await shop.Passages(read)).ShouldHaveSingleItem().GetProperty("heading").GetString().ShouldBe("Returns");
        (await shop.TextOf(read)).ShouldBe("Thirty long days\n\nNot for sale goods.\n\nThe form is here. (https://tarnholt.test/form)\n\n1. Pack it\n2. Send it\n\n| Country | Days |\n| Norway | 5 |\n\nBoxed words");
    }

    [Fact]
    public async Task Each_row_of_a_table_says_its_columns_and_questions_with_answers_are_offered_to_the_FAQs()
    {
        var shop = await app.Shop();
        var goods = await shop.Reads("goods.csv", "Article,Colour\nBoots,red\nLaces,\"brown, waxed\"\n"u8.ToArray());
        (await shop.TextOf(goods)).ShouldBe("Article: Boots; Colour: red\n\nArticle: Laces; Colour: brown, waxed");
        goods["note"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

        var faqs = await shop.Reads("faqs.csv", "question,answer\nDo you ship?,Yes.\n"u8.ToArray());
        faqs["note"].GetString()!.ShouldContain("FAQs tab");
    }

    [Fact]
    public async Task A_name_that_says_something_else_is_not_believed()
    {
        var shop = await app.Shop();
        var read = await shop.Reads("shipping.docx", new PrintedPdf().Page().At(60, 100, Shipping).Bytes());
        read["mime_type"].GetString().ShouldBe("application/pdf");
        read["note"].GetString()!.ShouldContain("it is a PDF");
        (await shop.TextOf(read)).ShouldContain(Shipping);
    }

    [Fact]
    public async Task Whoever_works_with_the_chatbot_hears_how_far_the_reading_is_and_nobody_else()
    {
        var shop = await app.Shop();
        var stranger = await app.Shop("Elsewhere");
        await using var line = await shop.Sarah.Connects();
        await using var others = await stranger.Sarah.Connects();

        var good = (await shop.Uploads("shipping.pdf", new PrintedPdf().Page().At(60, 100, Shipping).Bytes())).Ok()["id"].GetGuid();
        var done = await line.Receives("document:processed", data => data.GetProperty("document_id").GetGuid() == good);
        var steps = line.All.Where(frame => frame.Event == "document:processing").Select(frame => (Status: frame.Data.GetProperty("status").GetString(), Progress: frame.Data.GetProperty("progress").GetInt32())).ToList();
        steps.Select(step => step.Status).Distinct().ShouldBe(["extracting_text", "cleaning", "chunking", "indexing"]);
        steps.Select(step => step.Progress).ShouldBeInOrder();
        (done.GetProperty("status").GetString(), done.GetProperty("chunks_created").GetInt32()).ShouldBe(("completed", 1));
        done.GetProperty("processing_time_seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);

        var bad = (await shop.Uploads("broken.pdf", "%PDF-1.4 and no more"u8.ToArray())).Ok()["id"].GetGuid();
        var failed = await line.Receives("document:failed", data => data.GetProperty("document_id").GetGuid() == bad);
        failed.GetProperty("error").GetProperty("code").GetString().ShouldBe("DAMAGED");
        failed.GetProperty("error").GetProperty("message").GetString()!.ShouldContain("damaged");
        others.All.ShouldNotContain(frame => frame.Event.StartsWith("document:", StringComparison.Ordinal));
    }

    /// <summary>What no program here can make: a document saved by a word processor, pictures as websites have them.</summary>
    private static byte[] Kept(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Knowledge", "Files", name));
}
