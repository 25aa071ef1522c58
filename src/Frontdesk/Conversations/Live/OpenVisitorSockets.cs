using System.Collections.Concurrent;
using Frontdesk.Chatbots;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Frontdesk.Visitors;

namespace Frontdesk.Conversations.Live;

/// <summary>
/// Which visitors' sockets are open here. When their workspace is suspended or goes they close at once, the silent ones too:
/// a change is told by a signal, and once a minute all are asked for.
/// </summary>
public sealed partial class OpenVisitorSockets : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<FrameSocket, CurrentVisitor> _open = new();
    private readonly Bell _bell = new();
    private readonly VisitorAccess _access;
    private readonly ILogger<OpenVisitorSockets> _log;

    /// <param name="chatbots">Made first, so that it has forgotten what changed before this one asks it.</param>
    /// <param name="signals">What tells of a change.</param>
    /// <param name="access">Whom to ask.</param>
    /// <param name="log">Where it says that it could not ask.</param>
    public OpenVisitorSockets(ChatbotDirectory chatbots, ISignals signals, VisitorAccess access, ILogger<OpenVisitorSockets> log)
    {
        ArgumentNullException.ThrowIfNull(chatbots);
        (_access, _log) = (access, log);
        signals.On(ChatbotDirectory.Signal, _ => _bell.Ring());
        signals.OnGap(_bell.Ring);
    }

    public void Add(FrameSocket socket, CurrentVisitor visitor) => _open[socket] = visitor;

    public void Remove(FrameSocket socket) => _open.TryRemove(socket, out _);

    public static void Close(FrameSocket socket) => socket.Close(CloseCode.Restart, "This chat is switched off at the moment.");

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _bell.Wait(stoppingToken, BetweenLooks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await CloseWhereNobodyAnswers(stoppingToken);
            }
            catch (Exception away) when (DatabaseAway.Breaks(away) || away is OperationCanceledException)
            {
                CouldNotLook(away.Message);
            }
        }
    }

    private async Task CloseWhereNobodyAnswers(CancellationToken ct)
    {
        foreach (var visitors in _open.GroupBy(o => (o.Value.WorkspaceId, o.Value.ChatbotId)).ToList())
        {
            if (!await _access.IsOpen(visitors.First().Value, ct))
            {
                foreach (var (socket, _) in visitors)
                {
                    Close(socket);
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Could not look whether visitors' chats are still open: {Reason}")]
    private partial void CouldNotLook(string reason);
}
