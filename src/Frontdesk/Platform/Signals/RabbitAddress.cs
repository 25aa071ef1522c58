using RabbitMQ.Client;

namespace Frontdesk.Platform.Signals;

/// <summary>Where the broker is, from FRONTDESK_RABBITMQ. What is shown of it never holds the password.</summary>
public sealed class RabbitAddress
{
    public const string Setting = "FRONTDESK_RABBITMQ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Uri _uri;

    private RabbitAddress(Uri uri) => _uri = uri;

    /// <summary>Null where no broker is named.</summary>
    /// <exception cref="CannotStartException">It is not the address of a broker.</exception>
    public static RabbitAddress? Read(string? setting) => setting switch
    {
        null or "" => null,
        _ when Uri.TryCreate(setting, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps" && uri.Host.Length > 0 => new RabbitAddress(uri),
        _ => throw new CannotStartException($"{Setting} is not the address of a broker. It looks like amqp://name:password@host:5672."),
    };

    /// <summary>Host and port, for people to read.</summary>
    public override string ToString() => $"{_uri.Host}:{(_uri.Port > 0 ? _uri.Port : _uri.Scheme == "amqps" ? 5671 : 5672)}";

    /// <summary>A connection that does not repair itself: whoever holds it opens another one and knows that there was a gap.</summary>
    internal Task<IConnection> Connect(CancellationToken ct) => new ConnectionFactory
    {
        Uri = _uri,
        ClientProvidedName = "frontdesk",
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedConnectionTimeout = Patience,
        ContinuationTimeout = Patience,
        HandshakeContinuationTimeout = Patience,
        RequestedHeartbeat = Patience,
    }.CreateConnectionAsync(ct);
}
