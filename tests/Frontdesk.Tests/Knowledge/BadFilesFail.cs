using System.Buffers.Binary;
using System.Text;
using Frontdesk.Knowledge.Reading;
using Frontdesk.Platform.Files;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge;

/// <summary>Files that are broken, hostile or not what they say end in words that help, and soon.</summary>
public sealed class BadFilesFail(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private static readonly byte[] OldOffice = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[600]];

    [Theory]
    [InlineData("locked.pdf", "PASSWORD_PROTECTED", "Remove it")]
    [InlineData("broken.pdf", "DAMAGED", "Save it as PDF again")]
    [InlineData("blank.pdf", "NO_TEXT", "pictures only")]
    [InlineData("endless.pdf", "TOO_MANY_PAGES", "Split it")]
    [InlineData("text.pdf", "UNSUPPORTED_TYPE", "not a PDF")]
    [InlineData("broken.docx", "DAMAGED", "save it again")]
    [InlineData("sheet.docx", "UNSUPPORTED_TYPE", "spreadsheet")]
    [InlineData("slides.docx", "UNSUPPORTED_TYPE", "presentation")]
    [InlineData("archive.docx", "UNSUPPORTED_TYPE", "ZIP archive")]
    [InlineData("bomb.docx", "TOO_LARGE", "swells")]
    [InlineData("entity.docx", "DAMAGED", "save it again")]
    [InlineData("deep.docx", "TOO_LARGE", "nested too deeply")]
    [InlineData("empty.docx", "NO_TEXT", "No text")]
    [InlineData("locked.docx", "PASSWORD_PROTECTED", "Remove it")]
    [InlineData("sheet.doc", "UNSUPPORTED_TYPE", "spreadsheet")]
    [InlineData("broken.doc", "DAMAGED", "save it as DOCX")]
    [InlineData("rich.doc", "UNSUPPORTED_TYPE", "RTF")]
    [InlineData("bomb.png", "TOO_LARGE", "too many pixels")]
    [InlineData("broken.png", "DAMAGED", "damaged")]
    [InlineData("cut.jpg", "DAMAGED", "damaged")]
    [InlineData("white.png", "NO_TEXT", "No text")]
    [InlineData("binary.txt", "UNSUPPORTED_TYPE", "not plain text")]
    [InlineData("program.txt", "UNSUPPORTED_TYPE", "program")]
    [InlineData("spaces.txt", "EMPTY", "empty")]
    [InlineData("scripted.html", "NO_TEXT", "script")]
    [InlineData("header.csv", "EMPTY", "no rows")]
    public async Task It_fails_and_says_what_to_do(string name, string code, string words)
    {
        var shop = await app.Shop();
        var read = await shop.Reads(name, Bad(name));

        read["status"].GetString().ShouldBe("failed", read.Text);
        read["error_code"].GetString().ShouldBe(code, read.Text);
        read["error"].GetString()!.ShouldContain(words);
        read["passages"].GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task A_server_without_the_programs_says_which_to_install()
    {
        var reader = new Extraction(new ReadingLimits { PdfInfo = "not-here", PdfToText = "not-here", Recogniser = "not-here", DocToText = "not-here" });

        (await Refusal(reader, "a.pdf", new PrintedPdf().Page().At(60, 100, "Words").Bytes())).Message.ShouldContain("poppler-utils");
        (await Refusal(reader, "a.png", Photograph.Png(new PrintedPdf().Page().At(60, 100, "Words").Bytes()))).Message.ShouldContain("tesseract-ocr");
        (await Refusal(reader, "a.doc", [.. OldOffice, .. Encoding.Unicode.GetBytes("WordDocument")])).Message.ShouldContain("antiword");
    }

    [Fact]
    public async Task A_program_that_a_file_takes_over_finds_no_setting_of_the_server_and_stands_behind_who_chats()
    {
        Environment.SetEnvironmentVariable("FRONTDESK_SECRET_OF_THIS_TEST", "hidden");
        Environment.SetEnvironmentVariable("PASSWORD_OF_ANOTHER_PROGRAM", "hidden");
        var environment = (await ChildProgram.Run("env", [], TimeSpan.FromSeconds(20), 100_000, CancellationToken.None)).Output;
        environment.ShouldNotContain("hidden");
        environment.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).ShouldBeSubsetOf(["PATH", "TESSDATA_PREFIX", "LANG", "OMP_THREAD_LIMIT"]);
        int.Parse((await ChildProgram.Run("nice", [], TimeSpan.FromSeconds(20), 100, CancellationToken.None)).Output, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(10);
        (await ChildProgram.Run("sleep", ["30"], TimeSpan.FromMilliseconds(200), 100, CancellationToken.None)).Code.ShouldBeNull();
        (await ChildProgram.Run("seq", ["100000"], TimeSpan.FromSeconds(20), 1000, CancellationToken.None)).Code.ShouldBeNull();
    }

    [Fact]
    public async Task What_takes_too_long_is_given_up()
    {
        var picture = Photograph.Png(new PrintedPdf().Page().At(60, 100, "Words").Bytes());
        (await Refusal(new Extraction(new ReadingLimits { Program = TimeSpan.FromMilliseconds(1) }), "slow.pdf", new PrintedPdf().Page().At(60, 100, "Words").Bytes())).Code.ShouldBe("TOO_SLOW");
        (await Refusal(new Extraction(new ReadingLimits { Whole = TimeSpan.FromMilliseconds(1) }), "slow.png", picture)).Code.ShouldBe("TOO_SLOW");
    }

    [Fact]
    public async Task A_source_whose_node_dies_again_and_again_is_given_up_and_does_not_stay_in_processing()
    {
        var shop = await app.Shop();
        var source = await shop.Documents("Shipping", "Parcels take five days.");
        await app.Execute("update sources set status = 'processing' where id = $1", source);
        await app.Execute("insert into jobs (workspace_id, kind, key, payload, run_at, attempts) select workspace_id, 'ReadSource', 'read:' || id, jsonb_build_object('workspace_id', workspace_id, 'source_id', id), now(), 6 from sources where id = $1", source);

        var read = await shop.IsRead(source);

        read["error_code"].GetString().ShouldBe("GAVE_UP");
        await shop.Finds("parcels", source);
    }

    [Fact]
    public async Task A_source_whose_node_died_once_is_read_by_the_next()
    {
        var shop = await app.Shop();
        var source = await shop.Documents("Shipping", "Parcels take five days.");
        await app.Execute("update sources set status = 'processing', passage_count = 0 where id = $1", source);
        await app.Execute("insert into jobs (workspace_id, kind, key, payload, run_at, attempts, leased_until, leased_by) select workspace_id, 'ReadSource', 'read:' || id, jsonb_build_object('workspace_id', workspace_id, 'source_id', id), now(), 1, now() - interval '1 second', gen_random_uuid() from sources where id = $1", source);

        (await shop.IsRead(source))["status"].GetString().ShouldBe("completed");
    }

    private static async Task<UnreadableFileException> Refusal(Extraction reader, string name, byte[] content)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, content);
            return await Should.ThrowAsync<UnreadableFileException>(() => reader.From(path, name, _ => Task.CompletedTask, CancellationToken.None));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Bad(string name) => name switch
    {
        "locked.pdf" => SmallPdf.Locked(),
        "broken.pdf" => "%PDF-1.4\nand then nothing that is one"u8.ToArray(),
        "blank.pdf" => SmallPdf.Of(""),
        "endless.pdf" => Endless(),
        "text.pdf" => "I am a text"u8.ToArray(),
        "broken.docx" => [.. "PK\u0003\u0004"u8, .. new byte[200]],
        "sheet.docx" => SmallDocx.Zip(("xl/workbook.xml", "<workbook/>")),
        "slides.docx" => SmallDocx.Zip(("ppt/presentation.xml", "<p/>")),
        "archive.docx" => SmallDocx.Zip(("secret.exe", "MZ")),
        "bomb.docx" => SmallDocx.Of($"<w:p><w:r><w:t>{new string('0', 150_000_000)}</w:t></w:r></w:p>"),
        "entity.docx" => SmallDocx.Zip(("word/document.xml", "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>")),
        "deep.docx" => SmallDocx.Of($"<w:p>{string.Concat(Enumerable.Repeat("<w:sdt>", 60_000))}<w:r><w:t>deep</w:t></w:r>{string.Concat(Enumerable.Repeat("</w:sdt>", 60_000))}</w:p>"),
        "empty.docx" => SmallDocx.Of("<w:p/>"),
        "locked.docx" => [.. OldOffice, .. Encoding.Unicode.GetBytes("EncryptedPackage")],
        "sheet.doc" => [.. OldOffice, .. Encoding.Unicode.GetBytes("Workbook")],
        "broken.doc" => [.. OldOffice, .. Encoding.Unicode.GetBytes("WordDocument"), .. new byte[5000]],
        "rich.doc" => "{\\rtf1 Hello}"u8.ToArray(),
        "bomb.png" => Png(60_000, 60_000),
        "broken.png" => Png(100, 100),
        "cut.jpg" => [0xff, 0xd8, 0xff, 0xe0, 0, 16],
        "white.png" => Photograph.Png(new PrintedPdf().Page().Bytes()),
        "binary.txt" => [1, 0, 2, 0, 3],
        "program.txt" => [(byte)'M', (byte)'Z', .. new byte[100]],
        "spaces.txt" => " \n\t "u8.ToArray(),
        "scripted.html" => "<!doctype html><html><body><script>document.write('x')</script></body></html>"u8.ToArray(),
        "header.csv" => "Article,Colour\n"u8.ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static byte[] Endless()
    {
        var pdf = new PrintedPdf();
        for (var page = 0; page < 10_000; page++)
        {
            pdf.Page();
        }

        return pdf.Bytes();
    }

    /// <summary>A header that claims a size, and nothing that is a picture.</summary>
    private static byte[] Png(uint width, uint height)
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0, 0, 13, .. "IHDR"u8, .. new byte[17]];
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(20), height);
        return png;
    }
}
