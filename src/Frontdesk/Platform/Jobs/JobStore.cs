using Frontdesk.Platform.Database;
using Frontdesk.Platform.Nodes;
using Frontdesk.Platform.Signals;
using Npgsql;

namespace Frontdesk.Platform.Jobs;

/// <summary>A job somebody has to do now.</summary>
public sealed record ClaimedJob(Guid Id, Guid? WorkspaceId, string Kind, string Payload, int Attempts);

/// <summary>The jobs table as workers use it: leases, never locks held through the work.</summary>
public sealed class JobStore(DataSources databases, ThisNode node)
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Takes up to <paramref name="count"/> due jobs, none of the kinds that have no room here. A key whose job is at work elsewhere waits.</summary>
    public async Task<IReadOnlyList<ClaimedJob>> Claim(int count, string[] without, CancellationToken ct)
    {
        await using var command = databases.Engine.CreateCommand("""
            update jobs set leased_until = now() + $2, leased_by = $3, attempts = attempts + 1
            where id in (
              select j.id from jobs j
              where j.dead_at is null and j.run_at <= now() and (j.leased_until is null or j.leased_until < now()) and j.kind <> all($4)
                and not exists (select from jobs r where r.key = j.key and r.id <> j.id and r.leased_until > now())
              order by j.run_at limit $1 for update skip locked)
            returning id, workspace_id, kind, payload::text, attempts
            """);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Lease });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node.Id });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = without });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var jobs = new List<ClaimedJob>();
        while (await reader.ReadAsync(ct))
        {
            jobs.Add(new ClaimedJob(reader.GetGuid(0), reader.IsDBNull(1) ? null : reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4)));
        }

        return jobs;
    }

    /// <summary>Lays back what was taken and not begun, as if it had not been taken.</summary>
    public Task LayBack(Guid[] ids, CancellationToken ct) =>
        Run("update jobs set leased_until = null, attempts = attempts - 1 where id = any($1) and leased_by = $2", ct,
            new NpgsqlParameter<Guid[]> { TypedValue = ids }, new NpgsqlParameter<Guid> { TypedValue = node.Id });

    /// <summary>Only what is still this node's: one that was taken for dead has lost its work to another.</summary>
    public Task Renew(Guid[] ids, CancellationToken ct) =>
        Run("update jobs set leased_until = now() + $2 where id = any($1) and leased_by = $3 and dead_at is null", ct,
            new NpgsqlParameter<Guid[]> { TypedValue = ids }, new NpgsqlParameter<TimeSpan> { TypedValue = Lease }, new NpgsqlParameter<Guid> { TypedValue = node.Id });

    /// <summary>
    /// Lets others have the work of nodes that died. One that is merely slow still holds its lock, and one whose connection broke
    /// is heard again in seconds: only who does neither is dead. Whoever is taken for it by mistake renews its leases no more.
    /// </summary>
    public Task<int> TakeFromTheDead(CancellationToken ct) =>
        Run($"""
            update jobs set leased_until = now() from nodes n
            where leased_by = n.id and leased_until > now() and n.id <> $1 and n.seen_at < now() - interval '4 seconds'
              and pg_try_advisory_xact_lock({RunningNodes.LockOf("n.id")})
            """, ct, new NpgsqlParameter<Guid> { TypedValue = node.Id });

    public Task Done(Guid id, CancellationToken ct) =>
        Run("delete from jobs where id = $1", ct, new NpgsqlParameter<Guid> { TypedValue = id });

    /// <summary>Tries again after <paramref name="delay"/>, unless a newer job with its key waits and will do the work.</summary>
    public Task Retry(Guid id, string error, TimeSpan delay, CancellationToken ct) =>
        Run("""
            with newer as (select from jobs j join jobs w on w.key = j.key and w.id <> j.id and w.leased_until is null and w.dead_at is null where j.id = $1),
                 gone as (delete from jobs where id = $1 and leased_by = $4 and exists (select from newer))
            update jobs set leased_until = null, run_at = now() + $3, last_error = $2 where id = $1 and leased_by = $4 and not exists (select from newer)
            """, ct, new NpgsqlParameter<Guid> { TypedValue = id }, new NpgsqlParameter<string> { TypedValue = error },
            new NpgsqlParameter<TimeSpan> { TypedValue = delay }, new NpgsqlParameter<Guid> { TypedValue = node.Id });

    public Task Bury(Guid id, string error, CancellationToken ct) =>
        Run("update jobs set dead_at = now(), leased_until = null, last_error = $2 where id = $1 and leased_by = $3", ct,
            new NpgsqlParameter<Guid> { TypedValue = id }, new NpgsqlParameter<string> { TypedValue = error }, new NpgsqlParameter<Guid> { TypedValue = node.Id });

    /// <summary>Lets a job without a workspace wait for three o'clock (UTC) of the coming night, unless one of its kind waits or works already.</summary>
    public Task WaitForNight(string kind, string payload, CancellationToken ct) =>
        Run("""
            insert into jobs (kind, key, payload, run_at)
            select $1, 'daily:' || $1, $2::jsonb, (date_trunc('day', (now() - interval '3 hours') at time zone 'UTC') + interval '27 hours') at time zone 'UTC'
            where not exists (select from jobs where key = 'daily:' || $1 and dead_at is null)
            on conflict do nothing
            """, ct, new NpgsqlParameter<string> { TypedValue = kind }, new NpgsqlParameter<string> { TypedValue = payload });

    private async Task<int> Run(string sql, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using var command = databases.Engine.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }
}
