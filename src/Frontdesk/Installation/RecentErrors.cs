using System.Collections.Concurrent;

namespace Frontdesk.Installation;

/// <param name="Source">The part of the server that wrote it.</param>
/// <param name="Message">What it wrote.</param>
/// <param name="Failure">The kind of exception, without its text: that may quote what somebody wrote.</param>
public sealed record RecentError(DateTimeOffset At, string Source, string Message, string? Failure);

/// <summary>The last errors of this node's log, in memory.</summary>
public sealed class RecentErrors(TimeProvider clock) : ILoggerProvider
{
    private const int Kept = 20;
    private readonly ConcurrentQueue<RecentError> _latest = new();

    /// <summary>Newest first.</summary>
    public IReadOnlyList<RecentError> Latest() => [.. _latest.Reverse()];

    public ILogger CreateLogger(string categoryName) => new Ear(this, categoryName);

    public void Dispose()
    {
    }

    private void Keep(string source, string message, Exception? failure)
    {
        _latest.Enqueue(new RecentError(clock.GetUtcNow(), source.Split('.')[^1], message, failure?.GetType().Name));
        while (_latest.Count > Kept)
        {
            _latest.TryDequeue(out _);
        }
    }

    private sealed class Ear(RecentErrors errors, string source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                errors.Keep(source, formatter(state, exception), exception);
            }
        }
    }
}
