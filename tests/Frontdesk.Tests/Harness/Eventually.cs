using System.Diagnostics;
using Xunit;

namespace Frontdesk.Tests.Harness;

/// <summary>Waits for what has to become true, and fails with what was missing.</summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<T> Find<T>(Func<Task<T?>> look, string what) where T : class
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            if (waiting.Elapsed > Patience)
            {
                throw new TimeoutException($"Waited {Patience.TotalSeconds} s in vain for {what}.");
            }

            await Task.Delay(15, TestContext.Current.CancellationToken);
        }
    }

    public static Task True(Func<Task<bool>> look, string what) => Find(async () => await look() ? what : null, what);

    public static Task True(Func<bool> look, string what) => True(() => Task.FromResult(look()), what);
}
