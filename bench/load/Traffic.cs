using System.Diagnostics;
using Frontdesk.Load.Machine;
using Frontdesk.Load.Wire;

namespace Frontdesk.Load;

/// <summary>Lets visitors talk, watches what agents receive, and counts both.</summary>
public sealed class Traffic(IReadOnlyList<Talker> talkers, IReadOnlyList<WebSocketLine> agents, int run)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closedLoop;
    private volatile bool _measuring;
    private volatile bool _over;
    private readonly Latencies _ack = new();
    private readonly Latencies _delivery = new();
    private long _sent, _acknowledged, _delivered, _duplicates, _gaps;

    /// <param name="processes">The server's, whose time and memory are taken.</param>
    public Task<Figures> Carry(Load load, Window window, IReadOnlyList<int> processes, EmbeddedDatabase database, CancellationToken ct) =>
        Carry(load, () => WarmUp(window, ct), () => Measured(Task.Delay(window.Length, ct)), () => Reading.Of(processes, database));

    /// <param name="meanwhile">What is done to the servers; it is measured for as long as that takes.</param>
    public Task<Figures> Carry(Load load, Func<Task> meanwhile, IReadOnlyList<int> processes, EmbeddedDatabase database) =>
        Carry(load, () => Task.CompletedTask, () => Measured(meanwhile()), () => Reading.Of(processes, database));

    private async Task<Figures> Carry(Load load, Func<Task> warmUp, Func<Task> measured, Func<Reading> read)
    {
        var listening = talkers.Select(Acknowledge).Concat(agents.Select(Receive)).ToArray();
        try
        {
            _closedLoop = load.PerSecond is null;
            var pacing = load.PerSecond is { } rate ? Pace(rate) : Begin();
            await warmUp();
            var (spent, before, seconds, count) = await Measure(measured, read);
            (_closedLoop, _over) = (false, true);
            await pacing;
            await Settle();
            return new Figures(
                count / seconds, _ack.ToPercentiles(), _delivery.ToPercentiles(), spent.ServerMicros / count, spent.DatabaseMicros / count, spent.GeneratorMicros / count,
                spent.OthersOver(seconds), before, spent.Memory, new Account(_sent, _acknowledged, _delivered, _duplicates, _gaps, null));
        }
        finally
        {
            (_closedLoop, _over) = (false, true);
            foreach (var line in talkers.Select(t => t.Line).Concat(agents))
            {
                line.Dispose();
            }

            await Task.WhenAll(listening);
        }
    }

    private async Task<(Reading Spent, double MemoryBefore, double Seconds, long Count)> Measure(Func<Task> measured, Func<Reading> read)
    {
        var (before, start, delivered) = (read(), Stopwatch.GetTimestamp(), Interlocked.Read(ref _delivered));
        _measuring = true;
        await measured();
        _measuring = false;
        return (read() - before, before.Memory, Stopwatch.GetElapsedTime(start).TotalSeconds, Interlocked.Read(ref _delivered) - delivered);
    }

    private async Task WarmUp(Window window, CancellationToken ct)
    {
        var warming = Stopwatch.StartNew();
        while (warming.Elapsed < window.WarmUp && Interlocked.Read(ref _delivered) < window.Messages)
        {
            await Measured(Task.Delay(TimeSpan.FromMilliseconds(50), ct));
        }
    }

    /// <summary>Ends early, with the reason, where a line breaks.</summary>
    private Task Measured(Task time) => Task.WhenAny(time, _broken.Task).Unwrap();

    private Task Begin()
    {
        foreach (var talker in talkers)
        {
            Send(talker, Stopwatch.GetTimestamp());
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends by the clock, on a thread of its own. A message that leaves late is timed from when it was due.</summary>
    private Task Pace(int perSecond) => Task.Factory.StartNew(
        () =>
        {
            var (start, step) = (Stopwatch.GetTimestamp(), Stopwatch.Frequency / perSecond);
            for (long i = 0; !_over; i++)
            {
                var due = start + i * step;
                for (long early; (early = due - Stopwatch.GetTimestamp()) > 0;)
                {
                    Thread.Sleep((int)(early * 1000 / Stopwatch.Frequency));
                }

                Send(talkers[(int)(i % talkers.Count)], due);
            }
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Send(Talker talker, long due)
    {
        Interlocked.Increment(ref _sent);
        talker.Send(run, due);
    }

    private Task Acknowledge(Talker talker) => Listen(talker.Line, frame =>
    {
        var kind = talker.Dialect.KindOf(frame);
        if (kind == FrameKind.Ping)
        {
            talker.Line.Send(talker.Dialect.Pong);
        }
        else if (kind == FrameKind.Refused)
        {
            throw new IOException("A message was refused: " + System.Text.Encoding.UTF8.GetString(frame));
        }
        else if (kind == FrameKind.Acknowledged && Dialect.TryReadId(frame, out var id) && id.Run == (run & 0xfff))
        {
            Time(_ack, talker, id.Number);
            talker.Acknowledged++;
            Interlocked.Increment(ref _acknowledged);
            if (_closedLoop)
            {
                Send(talker, Stopwatch.GetTimestamp());
            }
        }
    });

    private Task Receive(WebSocketLine agent) => Listen(agent, frame =>
    {
        var dialect = talkers[0].Dialect;
        var kind = dialect.KindOf(frame);
        if (kind == FrameKind.Ping)
        {
            agent.Send(dialect.Pong);
        }
        else if (kind == FrameKind.Received && Dialect.TryReadId(frame, out var id) && id.Run == (run & 0xfff) && id.Visitor < talkers.Count)
        {
            Deliver(talkers[id.Visitor], id.Number, Dialect.ReadSeq(frame));
        }
    });

    private void Deliver(Talker talker, int number, long seq)
    {
        if (seq <= talker.DeliveredSeq)
        {
            Interlocked.Increment(ref _duplicates);
            return;
        }

        if (seq != talker.DeliveredSeq + 1)
        {
            Interlocked.Increment(ref _gaps);
        }

        talker.DeliveredSeq = seq;
        Time(_delivery, talker, number);
        Interlocked.Increment(ref _delivered);
    }

    private void Time(Latencies latencies, Talker talker, int number)
    {
        if (_measuring)
        {
            latencies.Add(talker.Since(number));
        }
    }

    private delegate void Hear(ReadOnlySpan<byte> frame);

    private async Task Listen(WebSocketLine line, Hear hear)
    {
        try
        {
            while (true)
            {
                hear((await line.Next(CancellationToken.None)).Span);
            }
        }
        catch (Exception gone) when (gone is IOException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            _broken.TrySetException(gone); // nobody looks once the lines are closed on purpose
        }
    }

    /// <summary>Waits for what is still on its way; what does not come is missing in the account.</summary>
    private async Task Settle()
    {
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < Patience && !(Interlocked.Read(ref _sent) == Interlocked.Read(ref _acknowledged) && _sent == Interlocked.Read(ref _delivered)))
        {
            await Task.Delay(20);
        }

        await Task.Delay(50); // for a double that comes late
    }
}
