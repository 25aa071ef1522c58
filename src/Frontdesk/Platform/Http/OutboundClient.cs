using Microsoft.Extensions.Options;

namespace Frontdesk.Platform.Http;

/// <summary>
/// The one client for addresses that a user chose. It connects to the public internet and to what the operator allowed,
/// decided after DNS and again on each redirect; it knows no proxy and keeps no cookies. One per process, so that
/// connections are used again.
/// </summary>
public sealed class OutboundClient : IDisposable
{
    public OutboundClient(IOptions<OutboundOptions> options)
    {
        Handler = new RedirectsByHand(new BoundedResponses(Sockets(options.Value), options.Value.MaxResponseBytes));
        Http = new HttpClient(Handler, disposeHandler: false);
    }

    /// <summary>For plain requests. Shared: never dispose it, never set its headers.</summary>
    /// <exception cref="AddressRefusedException">Each request throws it when its address may not be reached.</exception>
    public HttpClient Http { get; }

    /// <summary>For clients that bring their own timeouts or handlers around it. Shared: never dispose it.</summary>
    public HttpMessageHandler Handler { get; }

    public void Dispose()
    {
        Http.Dispose();
        Handler.Dispose();
    }

    private static SocketsHttpHandler Sockets(OutboundOptions options) => new()
    {
        ConnectCallback = new CheckedConnections(new OutboundPolicy(options.Allow), options.ConnectTimeout).Connect,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a changed DNS answer is noticed
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
    };
}
