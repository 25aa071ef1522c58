using System.Buffers.Binary;
using System.IO.Compression;
using Frontdesk.Platform.Files.Pictures;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn;

/// <summary>What becomes of an uploaded picture.</summary>
public sealed class Portraits(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Theory]
    [MemberData(nameof(Pictures.All), MemberType = typeof(Pictures))]
    public async Task A_picture_is_made_anew_and_served_to_anybody(string name)
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");

        var url = (await Uploads(sarah, [.. Pictures.Named(name), .. "<script>alert(1)</script>"u8], name)).Ok()["avatar_url"].GetString()!;

        url.ShouldMatch("^/avatars/[0-9a-f]{32}[.]png$");
        using var http = new HttpClient { BaseAddress = new Uri(app.Node.Url) };
        using var shown = await http.GetAsync(url, TestContext.Current.CancellationToken);
        shown.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        shown.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        shown.Headers.CacheControl!.ToString().ShouldContain("immutable");
        var png = await shown.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        png.AsSpan().IndexOf("script"u8).ShouldBe(-1);
        png.AsSpan().IndexOf("Exif"u8).ShouldBe(-1);
        (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))).ShouldBe((60, 60), "the middle of 90 × 60");
    }

    [Fact]
    public async Task Another_picture_takes_the_place_of_the_first()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var first = (await Uploads(sarah, Pictures.Png, "a.png")).Ok()["avatar_url"].GetString()!;
        var second = (await Uploads(sarah, Pictures.Png, "a.png")).Ok()["avatar_url"].GetString()!;

        (await app.Node.Get(first)).Status.ShouldBe(404);
        (await app.Node.Get(second)).Status.ShouldBe(200);
        (await sarah.Delete("/api/v1/me/avatar")).Status.ShouldBe(204);
        (await app.Node.Get(second)).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")]
    [InlineData("html", "<!doctype html><script>alert(1)</script>")]
    [InlineData("gif", "GIF89a\x01\x00\x01\x00")]
    [InlineData("cut off", "\u0089PNG")]
    [InlineData("nothing", "")]
    public async Task What_is_no_picture_is_refused_whatever_it_is_called(string what, string content)
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        (await Uploads(sarah, System.Text.Encoding.Latin1.GetBytes(content), "portrait.png")).Status.ShouldBe(422, what);
    }

    [Fact]
    public async Task A_large_file_and_a_large_picture_in_a_small_file_are_refused()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");

        (await Uploads(sarah, [.. Pictures.Png, .. new byte[3 * 1024 * 1024]], "a.png")).Refused(422, "picture_refused").Detail!.ShouldContain("2 MB");
        (await Uploads(sarah, Bomb(19_999, 19_999), "a.png")).Refused(422, "picture_refused").Detail!.ShouldContain("too many pixels");
        (await Uploads(sarah, Bomb(int.MaxValue, int.MaxValue), "a.png")).Refused(422, "picture_refused");
        (await Uploads(sarah, Bomb(6_000, 6_000, interlaced: true), "a.png")).Refused(422, "picture_refused").Detail!.ShouldContain("interlaced");
        (await Uploads(sarah, Pictures.Png[..^40], "a.png")).Refused(422, "picture_refused").Detail!.ShouldContain("damaged");
        (await sarah.Get("/api/v1/me")).Ok()["avatar_url"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task A_name_never_leads_out_of_the_folder()
    {
        foreach (var name in new[] { "..%2f..%2fkeys", "x.png", new string('a', 32) + ".svg", new string('A', 32) + ".png" })
        {
            (await app.Node.Get("/avatars/" + name)).Status.ShouldBe(404, name);
        }
    }

    [Fact]
    public async Task Damaged_pictures_are_refused_and_never_break_the_reader()
    {
        var random = new Random(20);
        foreach (var original in Pictures.All.Select(p => Pictures.Named(p.Data)))
        {
            for (var n = 0; n < 500; n++)
            {
                var damaged = original[..random.Next(original.Length / 2, original.Length + 1)];
                for (var hits = random.Next(1, 6); hits > 0; hits--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                using var upload = new MemoryStream(damaged);
                var made = await Images.Reencode(upload, 64, 64, Fit.Cover, TestContext.Current.CancellationToken);
                (made.Png is null).ShouldBe(made.Reason is not null);
            }
        }
    }

    [Fact]
    public async Task A_picture_keeps_its_colours_and_stands_upright()
    {
        foreach (var name in new[] { "baseline.jpg", "progressive.jpg", "plain.png", "interlaced.png" })
        {
            Near(await Pixel(name, 5, 5), (0, 170, 0)); // the green corner
            Near(await Pixel(name, 70, 40), (255, 255, 0)); // the yellow disc
        }

        Near(await Pixel("turned.jpg", 55, 5), (0, 170, 0)); // a quarter to the right
    }

    private static void Near((int R, int G, int B) seen, (int R, int G, int B) expected) =>
        (Math.Abs(seen.R - expected.R) + Math.Abs(seen.G - expected.G) + Math.Abs(seen.B - expected.B)).ShouldBeLessThan(60, $"{seen} is not {expected}");

    private static async Task<(int R, int G, int B)> Pixel(string name, int x, int y)
    {
        using var upload = new MemoryStream(Pictures.Named(name));
        var png = (await Images.Reencode(upload, 90, 90, Fit.Inside, TestContext.Current.CancellationToken)).Png!;
        var pixels = PngReader.Open(png);
        var (row, found) = (0, (0, 0, 0));
        pixels.Read(rgba =>
        {
            if (row++ == y)
            {
                found = (rgba[x * 4], rgba[x * 4 + 1], rgba[x * 4 + 2]);
            }
        });
        return found;
    }

    private static async Task<Reply> Uploads(Agent agent, byte[] file, string name)
    {
        using var form = Person.Multipart(file, name, "image/png");
        return await agent.Post("/api/v1/me/avatar", form);
    }

    /// <summary>A small file that claims to be enormous.</summary>
    private static byte[] Bomb(int width, int height, bool interlaced = false)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(new byte[1_000_000]);
        }

        using var file = new MemoryStream();
        file.Write(PngReader.Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (8, 6, (byte)(interlaced ? 1 : 0));
        foreach (var (type, content) in new[] { ("IHDR", header), ("IDAT", data.ToArray()), ("IEND", Array.Empty<byte>()) })
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
            file.Write([.. length, .. System.Text.Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0]);
        }

        return file.ToArray();
    }
}
