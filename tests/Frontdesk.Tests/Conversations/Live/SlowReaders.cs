using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Frontdesk.Conversations;
using Frontdesk.Conversations.Live;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations.Live;

/// <summary>Whoever does not read costs a bounded buffer and nobody else's time.</summary>
public sealed class SlowReaders(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const int Pieces = 12_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_that_does_not_read_is_disconnected_slows_nobody_and_loses_nothing()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await ann.Hears(SenderType.Bot);
        await shop.Sarah.TakesOver(ann.ConversationId);
        using var deaf = await Deaf(ann);
        var sarah = await shop.Sarah.Follows(ann.ConversationId);
        var words = app.Services.GetRequiredService<UnfinishedWords>();
        var (message, piece) = (Guid.CreateVersion7(), new string('x', 1400));

        for (var n = 0; n < Pieces; n++)
        {
            words.Say(ann.ConversationId, message, n * piece.Length, piece);
            if (n % 50 == 49)
            {
                await sarah.Settles(); // what was said so far has arrived
            }
        }

        sarah.All.Count(f => f.Event == "message:streaming").ShouldBe(Pieces);
        (await ClosedWith(deaf)).ShouldBe(4408);
        await shop.Sarah.Says(ann.ConversationId, "Are you there?");
        await ann.Connects();
        (await ann.Hears(SenderType.Agent)).Content.ShouldBe("Are you there?");
    }

    /// <summary>Follows the conversation and then reads nothing.</summary>
    private async Task<ClientWebSocket> Deaf(Visitor visitor)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(app.Node.Socket(visitor.SocketPath), Ct);
        await Send(socket, "auth", new { token = visitor.Token });
        await Send(socket, "resume", new { conversation_id = visitor.ConversationId, seq = 0, change = 0 });
        var live = app.Services.GetRequiredService<Presence>();
        await Eventually.True(() => live.IsOnline(visitor.ConversationId), "the socket to follow");
        return socket;
    }

    private static Task Send(ClientWebSocket socket, string name, object data) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { @event = name, data })), WebSocketMessageType.Text, endOfMessage: true, Ct);

    private static async Task<int> ClosedWith(ClientWebSocket socket)
    {
        var rest = new byte[64 * 1024];
        while ((await socket.ReceiveAsync(rest.AsMemory(), Ct)).MessageType != WebSocketMessageType.Close)
        {
            // what had been queued for it
        }

        return (int)socket.CloseStatus!;
    }
}
