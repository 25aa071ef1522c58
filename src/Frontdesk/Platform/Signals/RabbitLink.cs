using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Frontdesk.Platform.Signals;

/// <summary>
/// One connection to the broker: a queue of this node's own on the exchange of all nodes of one database. Everything goes
/// with the connection. A queue that is not read fast enough loses its oldest signals.
/// </summary>
internal sealed class RabbitLink : IAsyncDisposable
{
    private const int LongestQueue = 20_000;
    private const char Between = '\u001e'; // stands in no signal: JSON escapes it, and ids hold none

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _exchange;
    private readonly BasicProperties _from;
    private readonly CancellationTokenSource _lost = new();

    private RabbitLink(IConnection connection, IChannel channel, string exchange, string node) =>
        (_connection, _channel, _exchange, _from) = (connection, channel, exchange, new BasicProperties { AppId = node });

    /// <summary>Cancelled when the connection is gone.</summary>
    public CancellationToken Lost => _lost.Token;

    public static async Task<RabbitLink> Open(RabbitAddress address, string exchange, string node, Action<Signal> hear, CancellationToken ct)
    {
        var connection = await address.Connect(ct);
        try
        {
            var link = new RabbitLink(connection, await connection.CreateChannelAsync(cancellationToken: ct), exchange, node);
            await link.Listen(hear, ct);
            return link;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public ValueTask Send(IEnumerable<Signal> signals, CancellationToken ct) =>
        _channel.BasicPublishAsync(_exchange, "", mandatory: false, _from, Encoding.UTF8.GetBytes(string.Join(Between, signals)), ct);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
        _lost.Dispose();
    }

    private async Task Listen(Action<Signal> hear, CancellationToken ct)
    {
        _connection.ConnectionShutdownAsync += (_, _) => _lost.CancelAsync();
        _channel.ChannelShutdownAsync += (_, _) => _lost.CancelAsync();
        await _channel.ExchangeDeclareAsync(_exchange, ExchangeType.Fanout, durable: false, autoDelete: true, cancellationToken: ct);
        var queue = await _channel.QueueDeclareAsync("", durable: false, exclusive: true, autoDelete: true,
            new Dictionary<string, object?> { ["x-max-length"] = LongestQueue, ["x-overflow"] = "drop-head" }, cancellationToken: ct);
        await _channel.QueueBindAsync(queue.QueueName, _exchange, "", cancellationToken: ct);
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            if (delivery.BasicProperties.AppId != _from.AppId)
            {
                Read(delivery.Body, hear);
            }

            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) => _lost.CancelAsync();
        await _channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, ct);
    }

    private static void Read(ReadOnlyMemory<byte> body, Action<Signal> hear)
    {
        foreach (var text in Encoding.UTF8.GetString(body.Span).Split(Between))
        {
            hear(Signal.Parse(text));
        }
    }
}
