using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Frontdesk.Platform.Http;

/// <summary>
/// The one client for addresses that a user chose. It connects to the public internet and to what the operator allowed,
/// decided after DNS and again on each redirect; it knows no proxy and keeps no cookies. One per process, so that
/// connections are used again.
/// </summary>
public sealed class OutboundClient : IDisposable
{
    private static readonly TimeSpan LookUp = TimeSpan.FromSeconds(2);

    private readonly OutboundPolicy _policy;
    private readonly CheckedConnections _connections;

    public OutboundClient(IOptions<OutboundOptions> options)
    {
        _policy = new OutboundPolicy(options.Value.Allow);
        _connections = new CheckedConnections(_policy, options.Value);
        Handler = new RedirectsByHand(new BoundedResponses(Sockets(options.Value, _connections), options.Value.MaxResponseBytes));
        Http = new HttpClient(Handler, disposeHandler: false);
    }

    /// <summary>For plain requests. Shared: never dispose it, never set its headers.</summary>
    /// <exception cref="AddressRefusedException">Each request throws it when its address may not be reached.</exception>
    public HttpClient Http { get; }

    /// <summary>For clients that bring their own timeouts or handlers around it. Shared: never dispose it.</summary>
    public HttpMessageHandler Handler { get; }

    /// <summary>
    /// Why an address that somebody types in will never be reached; null for one that may be. It spares them the wait, no
    /// more: what counts is checked when a connection is made. A name that cannot be looked up now may be found later.
    /// </summary>
    public async Task<string?> Refusal(Uri address, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(LookUp);
        try
        {
            OutboundPolicy.CheckUri(address);
            var host = address.IdnHost.Trim('[', ']');
            _policy.Permitted(host, address.Port, await _connections.Resolve(host, patience.Token));
            return null;
        }
        catch (AddressRefusedException refused)
        {
            return refused.Message;
        }
        catch (Exception unknown) when (unknown is SocketException || unknown is OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose()
    {
        Http.Dispose();
        Handler.Dispose();
    }

    private static SocketsHttpHandler Sockets(OutboundOptions options, CheckedConnections connections) => new()
    {
        ConnectCallback = connections.Connect,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a changed DNS answer is noticed
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
    };
}
