using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Frontdesk.Platform.Http;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Http;

public sealed class OutboundClientTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http://127.0.0.1"), InlineData("http://localhost"), InlineData("http://[::ffff:127.0.0.1]")]
    [InlineData("http://2130706433"), InlineData("http://0x7f.1"), InlineData("http://0177.0.0.1"), InlineData("http://127.1")]
    public async Task However_loopback_is_written_it_is_refused_and_never_reached(string host)
    {
        await using var site = (await ScriptedWeb.Start()).Page("/", "secret");
        using var client = Client();

        var refused = await Should.ThrowAsync<AddressRefusedException>(client.Http.GetStringAsync(new Uri($"{host}:{site.Port}/"), Ct));

        refused.Message.ShouldContain("private network");
        site.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1"), InlineData("localhost")]
    public async Task What_the_operator_allowed_is_reached(string host)
    {
        await using var site = (await ScriptedWeb.Start()).Page("/", "hello");
        using var client = Client("127.0.0.0/8");
        (await client.Http.GetStringAsync(new Uri($"http://{host}:{site.Port}/"), Ct)).ShouldBe("hello");
    }

    [Theory]
    [InlineData(301), InlineData(302), InlineData(303), InlineData(307), InlineData(308)]
    public async Task A_redirect_to_a_private_address_is_refused_and_never_reached(int status)
    {
        await using var inside = (await ScriptedWeb.Start()).Page("/", "secret");
        await using var site = (await ScriptedWeb.Start()).Redirects("/", inside.Origin, status);
        using var client = Client($"127.0.0.1:{site.Port}");

        await Should.ThrowAsync<AddressRefusedException>(client.Http.GetStringAsync(new Uri(site.Origin), Ct));

        inside.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("file:///etc/passwd"), InlineData("ftp://example.com/"), InlineData("//user:pass@example.com/")]
    public async Task A_redirect_to_what_is_not_plain_web_is_refused(string location)
    {
        await using var site = (await ScriptedWeb.Start()).Redirects("/", location);
        using var client = Client("127.0.0.1");
        await Should.ThrowAsync<AddressRefusedException>(client.Http.GetStringAsync(new Uri(site.Origin), Ct));
    }

    [Fact]
    public async Task Five_redirects_are_followed_and_a_sixth_is_not()
    {
        await using var site = await ScriptedWeb.Start();
        for (var n = 1; n <= 6; n++) site.Redirects($"/{n}", $"/{n - 1}");
        site.Page("/0", "there");
        using var client = Client("127.0.0.1");

        (await client.Http.GetStringAsync(new Uri(site.Origin + "/5"), Ct)).ShouldBe("there");
        (await Should.ThrowAsync<AddressRefusedException>(client.Http.GetStringAsync(new Uri(site.Origin + "/6"), Ct))).Message.ShouldContain("too many");
    }

    [Fact]
    public async Task Credentials_stay_with_the_origin_they_were_meant_for()
    {
        await using var other = (await ScriptedWeb.Start()).Page("/", "there");
        await using var site = (await ScriptedWeb.Start()).Redirects("/here", "/").Redirects("/", other.Origin);
        using var client = Client("127.0.0.1");

        await client.Http.SendAsync(WithCredentials(site.Origin + "/here"), Ct);

        site.Requests[1].Headers["Authorization"].ShouldBe("Bearer sk-secret");
        other.Requests.Single().Headers.Keys.ShouldBe(["Accept", "Host"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(303, "GET"), InlineData(307, "POST")]
    public async Task A_posted_body_goes_along_only_when_the_redirect_keeps_the_method(int status, string method)
    {
        await using var site = (await ScriptedWeb.Start()).Redirects("/", "/next", status).Page("/next", "there");
        using var client = Client("127.0.0.1");

        await client.Http.PostAsync(new Uri(site.Origin), new StringContent("{}", new MediaTypeHeaderValue("application/json")), Ct);

        site.Requests[1].Method.ShouldBe(method);
        site.Requests[1].Headers.ContainsKey("Content-Type").ShouldBe(method == "POST");
    }

    [Fact]
    public async Task A_response_is_read_up_to_its_bound_and_no_further()
    {
        await using var site = (await ScriptedWeb.Start()).Sends("/", 64 * 1024);
        using var client = Client("127.0.0.1");

        var enough = await client.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, site.Origin).LimitResponse(64 * 1024), Ct);
        (await enough.Content.ReadAsByteArrayAsync(Ct)).Length.ShouldBe(64 * 1024);

        var failure = await Should.ThrowAsync<HttpRequestException>(
            client.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, site.Origin).LimitResponse(64 * 1024 - 1), Ct));
        failure.InnerException.ShouldBeOfType<ResponseTooLargeException>();
    }

    [Fact]
    public async Task An_address_that_does_not_answer_is_given_up_in_time()
    {
        using var full = FullBacklog(out var waiting);
        using var client = Client(new OutboundOptions { Allow = ["127.0.0.1"], ConnectTimeout = TimeSpan.FromMilliseconds(200) });
        var started = TimeProvider.System.GetTimestamp();

        await Should.ThrowAsync<HttpRequestException>(client.Http.GetStringAsync(new Uri($"http://{full.LocalEndPoint}/"), Ct));

        TimeProvider.System.GetElapsedTime(started).ShouldBeInRange(TimeSpan.FromMilliseconds(150), TimeSpan.FromSeconds(2));
        waiting.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task The_environments_list_reaches_the_client()
    {
        await using var site = (await ScriptedWeb.Start()).Page("/", "hello");
        var settings = new Dictionary<string, string?> { ["FRONTDESK_OUTBOUND_ALLOW"] = $"127.0.0.1:{site.Port}" };
        await using var services = new ServiceCollection()
            .AddOutbound(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();

        (await services.GetRequiredService<OutboundClient>().Http.GetStringAsync(new Uri(site.Origin), Ct)).ShouldBe("hello");
    }

    private static OutboundClient Client(params string[] allow) => Client(new OutboundOptions { Allow = allow });

    private static OutboundClient Client(OutboundOptions options) => new(Options.Create(options));

    private static HttpRequestMessage WithCredentials(string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk-secret");
        request.Headers.Add("x-api-key", "sk-secret");
        request.Headers.Add("Cookie", "session=1");
        request.Headers.Add("Accept", "text/plain");
        return request;
    }

    /// <summary>A listener that accepts nobody, its queue filled, so that the next connection hangs as with a dead host.</summary>
    private static Socket FullBacklog(out List<Socket> waiting)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        waiting = [];
        for (var n = 0; n < 8; n++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            waiting.Add(socket);
            _ = socket.ConnectAsync(listener.LocalEndPoint!);
        }
        Thread.Sleep(50);
        return listener;
    }
}
