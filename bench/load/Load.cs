namespace Frontdesk.Load;

/// <summary>What a contender has to carry.</summary>
/// <param name="InFlight">Visitors; in a closed loop each sends the next message when the last one is acknowledged.</param>
/// <param name="PerSecond">An open loop instead: so many messages a second, whatever the server does. Null for a closed loop.</param>
public sealed record Load(int InFlight, int? PerSecond = null)
{
    public string Name => PerSecond is { } rate ? $"{rate} messages/s, open loop" : $"{InFlight} in flight";
}

/// <summary>How long a cell is warmed up and then measured.</summary>
/// <param name="WarmUp">At most.</param>
/// <param name="Messages">The warm-up is over when so many were delivered: code that has run as often is as well compiled.</param>
public sealed record Window(TimeSpan WarmUp, TimeSpan Length, int Messages = int.MaxValue);

/// <summary>What became of every message of a cell, warm-up and end included.</summary>
/// <param name="Stored">Of them in the database, each once, in conversations whose seq has no hole; null where that is not kept.</param>
public sealed record Account(long Sent, long Acknowledged, long Delivered, long Duplicates, long Gaps, long? Stored)
{
    public bool Balances => Sent == Acknowledged && Sent == Delivered && Duplicates == 0 && Gaps == 0 && (Stored is null || Stored == Sent);
}

/// <summary>One contender under one load, once.</summary>
/// <param name="Rate">Messages a second that reached the agent (were committed, for pgbench) within the window.</param>
/// <param name="Delivery">Null where nothing is delivered.</param>
/// <param name="ServerMicros">Processor time of the server's processes for a message, in microseconds; likewise the others.</param>
/// <param name="Others">Processors that were busy with something else meanwhile: how noisy the machine was.</param>
/// <param name="MemoryBefore">Resident MB of the server's processes together.</param>
public sealed record Figures(
    double Rate, Percentiles Ack, Percentiles? Delivery, double? ServerMicros, double DatabaseMicros, double GeneratorMicros, double Others,
    double? MemoryBefore, double? MemoryAfter, Account? Account);
