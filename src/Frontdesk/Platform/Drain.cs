namespace Frontdesk.Platform;

/// <summary>
/// The way out: from the first moment <c>/health/ready</c> says 503, while everything is still answered. What is open ends
/// itself by <see cref="Begun"/>, each at a moment of its own, so that not everybody comes back at once. Then the server stops.
/// </summary>
/// <remarks>FRONTDESK_DRAIN_SECONDS is how long it waits at least, so that a load balancer has asked in the meantime.</remarks>
public sealed class Drain(IHostApplicationLifetime lifetime, IConfiguration configuration) : IHostedLifecycleService
{
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private int _open;

    public bool HasBegun => lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Cancelled when the server is told to stop.</summary>
    public CancellationToken Begun => lifetime.ApplicationStopping;

    /// <summary>Says <paramref name="goodbye"/> to one socket, some time in the next two seconds. Dispose when the socket is gone.</summary>
    public IAsyncDisposable Attend(Action goodbye)
    {
        Interlocked.Increment(ref _open);
        var telling = Begun.Register(() => _ = Tell(goodbye));
        return new Attended(this, telling);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lifetime.StopApplication(); // said already where a signal has stopped the process
        var patience = TimeSpan.FromSeconds(Math.Clamp(configuration.GetValue("FRONTDESK_DRAIN_SECONDS", 0), 0, 20));
        await Task.Delay(patience, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        for (var waited = TimeSpan.Zero; Volatile.Read(ref _open) > 0 && waited < Longest && !cancellationToken.IsCancellationRequested; waited += TimeSpan.FromMilliseconds(20))
        {
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task Tell(Action goodbye)
    {
        await Task.Delay(Spread * Random.Shared.NextDouble());
        goodbye();
    }

    private sealed class Attended(Drain drain, CancellationTokenRegistration telling) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref drain._open);
            return telling.DisposeAsync();
        }
    }
}
