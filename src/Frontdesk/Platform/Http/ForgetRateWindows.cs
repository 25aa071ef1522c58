using Frontdesk.Platform.Database;
using Npgsql;

namespace Frontdesk.Platform.Http;

/// <summary>Deletes windows in which nothing counts any more. Every node does it; rows that another holds are passed over.</summary>
public sealed partial class ForgetRateWindows(DataSources databases, TimeProvider clock, ILogger<ForgetRateWindows> log) : BackgroundService
{
    private const int AtOnce = 5000;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <returns>How many rows went.</returns>
    public async Task<int> Sweep(CancellationToken ct)
    {
        var (gone, last) = (0, AtOnce);
        while (last == AtOnce)
        {
            await using var command = databases.Application.CreateCommand("""
                delete from rate_windows where key in (
                  select key from rate_windows where expires_at < $1 order by expires_at limit $2 for update skip locked)
                """);
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
            command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = AtOnce });
            last = await command.ExecuteNonQueryAsync(ct);
            gone += last;
        }

        return gone;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Sweep(stoppingToken);
            }
            catch (Exception away) when (DatabaseAway.Explains(away))
            {
                Away(away.Message);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old rate windows were not deleted: {Reason}")]
    private partial void Away(string reason);
}
