using System.Globalization;
using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Npgsql;

namespace Frontdesk.Installation;

/// <summary>A job as it stands in its table. The payload holds ids alone.</summary>
/// <param name="State">"waiting", "running" or "dead".</param>
public sealed record JobFigures(
    Guid Id, string Kind, string State, Guid? WorkspaceId, string? WorkspaceName, int Attempts, string? LastError, JsonElement Payload, DateTimeOffset CreatedAt, DateTimeOffset RunAt, DateTimeOffset? DeadAt);

public sealed record JobCounts(string Kind, long Waiting, long Running, long Dead);

/// <summary>The queue: what waits, what runs, and what was given up; that alone can be tried again or discarded.</summary>
public sealed class Jobs(DataSources databases, AcrossWorkspaces across, JobBell bell, TimeProvider clock)
{
    public const int PageSize = 50;

    public static readonly string[] States = ["waiting", "running", "dead"];

    private const string StateOf = "case when j.dead_at is not null then 'dead' when j.leased_until > now() then 'running' else 'waiting' end";

    public Task<List<JobCounts>> Counts(CancellationToken ct) => across.Ask<JobCounts>($"""
        select json_build_object('kind', s.kind, 'waiting', count(*) filter (where s.state = 'waiting'), 'running', count(*) filter (where s.state = 'running'),
          'dead', count(*) filter (where s.state = 'dead'))::text
        from (select j.kind, {StateOf} as state from jobs j) s group by s.kind order by s.kind
        """, ct);

    public Task<List<JobFigures>> List(string state, string? kind, int page, CancellationToken ct) => across.Ask<JobFigures>($"""
        select to_jsonb(a)::text from (
          select j.id, j.kind, {StateOf} as state, j.workspace_id, console_workspace_name(j.workspace_id) as workspace_name,
            j.attempts, j.last_error, j.payload, j.created_at, j.run_at, j.dead_at
          from jobs j where {StateOf} = $1 and ($2::text is null or j.kind = $2)
          order by coalesce(j.dead_at, j.run_at) desc, j.id offset $3 limit {PageSize.ToString(CultureInfo.InvariantCulture)}) a
        """, ct, AcrossWorkspaces.Text(state), AcrossWorkspaces.Text(kind), new NpgsqlParameter<int> { TypedValue = (Math.Clamp(page, 1, 10_000) - 1) * PageSize });

    public Task<Done> Retry(Guid id, CurrentAgent admin, CancellationToken ct) => Retry(id, null, admin, ct);

    /// <summary>All dead ones of a kind.</summary>
    public Task<Done> RetryAll(string kind, CurrentAgent admin, CancellationToken ct) => Retry(null, kind, admin, ct);

    public Task<Done> Discard(Guid id, CurrentAgent admin, CancellationToken ct) => Discard(id, null, admin, ct);

    public Task<Done> DiscardAll(string kind, CurrentAgent admin, CancellationToken ct) => Discard(null, kind, admin, ct);

    /// <summary>Of one key at most one may wait: where a newer one does, it will do the work and the dead one goes.</summary>
    private async Task<Done> Retry(Guid? id, string? kind, CurrentAgent admin, CancellationToken ct)
    {
        try
        {
            var done = await Change("job.retried", """
                with dead as (
                  select j.id, row_number() over (partition by coalesce(j.key, j.id::text) order by j.created_at desc) as place,
                    exists (select from jobs w where w.key = j.key and w.leased_until is null and w.dead_at is null) as replaced
                  from jobs j where j.dead_at is not null and ($1 is null or j.id = $1) and ($2 is null or j.kind = $2)),
                gone as (delete from jobs where id in (select id from dead where place > 1 or replaced) returning 1),
                again as (update jobs set dead_at = null, attempts = 0, run_at = now(), leased_until = null
                  where id in (select id from dead where place = 1 and not replaced) returning 1)
                select (select count(*) from gone) + (select count(*) from again)
                """, id, kind, admin, ct);
            bell.Ring();
            return done;
        }
        catch (PostgresException twice) when (twice.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return Done.Not("queued_meanwhile", "The same work was asked for at this moment. Look again.");
        }
    }

    private Task<Done> Discard(Guid? id, string? kind, CurrentAgent admin, CancellationToken ct) => Change("job.discarded", """
        with gone as (delete from jobs j where j.dead_at is not null and ($1 is null or j.id = $1) and ($2 is null or j.kind = $2) returning 1)
        select count(*) from gone
        """, id, kind, admin, ct);

    private async Task<Done> Change(string action, string sql, Guid? id, string? kind, CurrentAgent admin, CancellationToken ct)
    {
        await using var connection = await databases.Engine.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        command.Parameters.AddRange(new[] { AcrossWorkspaces.Id(id), AcrossWorkspaces.Text(kind) });
        if (await command.ExecuteScalarAsync(ct) is not long count || count == 0)
        {
            return Done.NothingThere;
        }

        await InstallationLog.Write(connection, AuditEntry.ByInstallation(admin, null, action, id, kind, clock.GetUtcNow(), after: new { count }), ct);
        await transaction.CommitAsync(ct);
        return Done.Well;
    }
}
