using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Frontdesk.Platform.Http;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Http;

/// <summary>However a private address is named, reached or hidden, nobody is sent there; and what comes back cannot hurt.</summary>
public sealed class TheOutboundDoor
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Private() =>
    [
        "10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.1.1", "127.0.0.1", "127.8.8.8", "169.254.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3",
        "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "198.18.0.1", "198.19.255.255", "192.0.0.1", "168.63.129.16",
        "[::]", "[::1]", "[fc00::1]", "[fd00::1]", "[fe80::1]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[100::1]",
        "[::ffff:10.0.0.1]", "[::ffff:127.0.0.1]", "[::10.0.0.1]", "[::ffff:0:10.0.0.1]", "[2002:a00:1::1]", "[2002:7f00:1::1]", "[64:ff9b::a00:1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::a00:1]", "[2001:0:4136:e378:8000:63bf:f5ff:fffe]",
        "167772161", "0x0a000001", "0xa.0.0.1", "012.0.0.1", "10.1", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "10.0.0.1.", "localhost", "localhost.",
    ];

    [Theory]
    [MemberData(nameof(Private))]
    public async Task A_private_address_is_refused_as_it_stands(string host)
    {
        using var client = Client();
        await Should.ThrowAsync<AddressRefusedException>(client.Http.GetStringAsync(new Uri($"http://{host}/"), Ct));
        (await client.Refusal(new Uri($"http://{host}/"), Ct)).ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Private))]
    public async Task A_private_address_is_refused_behind_a_redirect(string host)
    {
        await using var site = (await ScriptedWeb.Start()).Redirects("/", $"http://{host}/");
        using var client = Client(allow: $"127.0.0.1:{site.Port}");
        await Should.ThrowAsync<AddressRefusedException>(client.Http.GetStringAsync(new Uri(site.Origin), Ct));
    }

    [Theory]
    [MemberData(nameof(Private))]
    public async Task A_private_address_is_refused_behind_a_name(string host)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var address))
        {
            using var client = Client((_, _) => Task.FromResult<IPAddress[]>([address]));
            await Should.ThrowAsync<AddressRefusedException>(client.Http.GetStringAsync(new Uri("http://innocent.test/"), Ct));
        }
    }

    [Theory]
    [InlineData("http://１２７.０.０.１:{0}/"), InlineData("http://①②⑦.⓪.⓪.①:{0}/"), InlineData("http://ⓛocalhost:{0}/"), InlineData("http://127。0。0。1:{0}/"), InlineData("http://127.0.0.1%2e:{0}/"), InlineData("http://LOCALHOST:{0}/")]
    [InlineData("http://foo@127.0.0.1:{0}/"), InlineData("http://127.0.0.1:{0}#@example.com/"), InlineData("http://example.com#@127.0.0.1:{0}/"), InlineData("http://example.com\\@127.0.0.1:{0}/")]
    public async Task No_spelling_reaches_this_machine(string address)
    {
        await using var site = (await ScriptedWeb.Start()).Page("/", "secret");
        using var client = Client();
        if (Uri.TryCreate(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, site.Port), UriKind.Absolute, out var uri))
        {
            await Should.ThrowAsync<Exception>(client.Http.GetStringAsync(uri, Ct));
        }

        site.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_was_public_when_it_was_typed_in_is_looked_at_again()
    {
        await using var site = (await ScriptedWeb.Start()).Page("/", "secret");
        var asked = 0;
        using var client = Client((_, _) => Task.FromResult<IPAddress[]>([++asked == 1 ? IPAddress.Parse("1.1.1.1") : IPAddress.Loopback]));
        var address = new Uri($"http://rebinding.test:{site.Port}/");

        (await client.Refusal(address, Ct)).ShouldBeNull();
        await Should.ThrowAsync<AddressRefusedException>(client.Http.GetStringAsync(address, Ct));

        site.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_address_that_was_checked_is_the_one_that_is_connected_to()
    {
        await using var site = (await ScriptedWeb.Start()).Page("/", "secret");
        var asked = 0;
        using var client = Client((_, _) => Task.FromResult<IPAddress[]>([++asked == 1 ? IPAddress.Parse("1.1.1.1") : IPAddress.Loopback]));

        await Should.ThrowAsync<Exception>(client.Http.GetStringAsync(new Uri($"http://rebinding.test:{site.Port}/"), Ct));

        asked.ShouldBe(1, "one connection asks once");
        site.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(22, false), InlineData(25, false), InlineData(6379, false), InlineData(80, true), InlineData(443, true), InlineData(8080, true), InlineData(3000, true)]
    public void Ports_of_other_services_are_left_alone(int port, bool isFine)
    {
        var policy = new OutboundPolicy([]);
        if (isFine) policy.Permitted("example.com", port, [IPAddress.Parse("1.1.1.1")]).Count.ShouldBe(1);
        else Should.Throw<AddressRefusedException>(() => policy.Permitted("example.com", port, [IPAddress.Parse("1.1.1.1")]));
        new OutboundPolicy([$"example.com:{port}"]).Permitted("example.com", port, [IPAddress.Parse("1.1.1.1")]).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("gzip"), InlineData("br"), InlineData("deflate"), InlineData("gzip, gzip")]
    public async Task A_packed_answer_is_bounded_by_what_comes_out_of_it(string encoding)
    {
        await using var site = (await ScriptedSite.Start()).Bytes("/", Pack(new byte[20_000_000], encoding), "text/html", ("Content-Encoding", encoding)).Bytes("/small", Pack(Encoding.UTF8.GetBytes("hello"), encoding), "text/html", ("Content-Encoding", encoding));
        using var client = Client(allow: "127.0.0.1");
        using var bomb = await client.Http.GetAsync(new Uri(site.Origin), HttpCompletionOption.ResponseHeadersRead, Ct);
        await Should.ThrowAsync<ResponseTooLargeException>(bomb.Content.ReadUnpacked(1_000_000, Ct));
        using var small = await client.Http.GetAsync(new Uri(site.Origin + "/small"), HttpCompletionOption.ResponseHeadersRead, Ct);
        Encoding.UTF8.GetString(await small.Content.ReadUnpacked(1_000_000, Ct)).ShouldBe("hello");
    }

    [Theory]
    [InlineData("compress"), InlineData("gzip, gzip, gzip"), InlineData("gzip")]
    public async Task What_is_not_packed_as_it_says_is_damaged(string encoding)
    {
        await using var site = (await ScriptedSite.Start()).Bytes("/", "not packed at all"u8.ToArray(), "text/html", ("Content-Encoding", encoding));
        using var client = Client(allow: "127.0.0.1");
        using var answer = await client.Http.GetAsync(new Uri(site.Origin), HttpCompletionOption.ResponseHeadersRead, Ct);
        await Should.ThrowAsync<InvalidDataException>(answer.Content.ReadUnpacked(1_000_000, Ct));
    }

    [Fact]
    public async Task An_endless_head_is_given_up()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var dripping = Task.Run(async () =>
        {
            using var caller = await listener.AcceptTcpClientAsync(Ct);
            var stream = caller.GetStream();
            await stream.WriteAsync("HTTP/1.1 200 OK\r\n"u8.ToArray(), Ct);
            try
            {
                while (true) await stream.WriteAsync(Encoding.ASCII.GetBytes($"X-{Guid.NewGuid():N}: {new string('x', 4000)}\r\n"), Ct);
            }
            catch (IOException)
            {
                return true; // whoever asked has gone
            }
        }, Ct);
        using var client = Client(allow: "127.0.0.1");
        await Should.ThrowAsync<HttpRequestException>(client.Http.GetStringAsync(new Uri($"http://{listener.LocalEndpoint}/"), Ct));
        (await dripping.WaitAsync(TimeSpan.FromSeconds(10), Ct)).ShouldBeTrue();
    }

    private static byte[] Pack(byte[] bytes, string encoding)
    {
        foreach (var one in encoding.Split(", "))
        {
            using var packed = new MemoryStream();
            using (Stream packer = one switch { "br" => new BrotliStream(packed, CompressionLevel.Fastest), "deflate" => new ZLibStream(packed, CompressionLevel.Fastest), _ => new GZipStream(packed, CompressionLevel.Fastest) })
            {
                packer.Write(bytes);
            }

            bytes = packed.ToArray();
        }

        return bytes;
    }

    private static OutboundClient Client(Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, string? allow = null)
    {
        var options = new OutboundOptions { Allow = allow is null ? [] : [allow], ConnectTimeout = TimeSpan.FromSeconds(20) };
        options.Resolve = resolve ?? options.Resolve;
        return new OutboundClient(Options.Create(options));
    }
}
