using Frontdesk.Platform.Database;

namespace Frontdesk.Workspaces;

/// <summary>Once a day every proved host name is looked at again. Two nodes asking make one job.</summary>
public sealed partial class DomainRounds(DataSources databases, IServiceScopeFactory scopes, TimeProvider clock, ILogger<DomainRounds> log) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Day, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            try
            {
                await AskForAll(stoppingToken);
            }
            catch (Exception away) when (DatabaseAway.Explains(away) || away is OperationCanceledException)
            {
                NotAsked(away.Message);
            }
        }
    }

    private async Task AskForAll(CancellationToken ct)
    {
        foreach (var workspace in await Due(ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspace);
            var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
            db.Enqueue(new RecheckDomain(workspace));
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task<List<Guid>> Due(CancellationToken ct)
    {
        await using var command = databases.Application.CreateCommand("select workspace_id from door_domains_to_check()");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var due = new List<Guid>();
        while (await reader.ReadAsync(ct))
        {
            due.Add(reader.GetGuid(0));
        }

        return due;
    }

    [LoggerMessage(LogLevel.Warning, "Custom domains were not looked at today: {Reason}")]
    private partial void NotAsked(string reason);
}
