using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>Every night: what was resolved long enough ago is put away, workspace by workspace.</summary>
public sealed record ArchiveResolved() : Job((Guid?)null);

/// <summary>The share of one workspace.</summary>
public sealed record ArchiveResolvedOf(Guid WorkspaceId) : Job(WorkspaceId)
{
    public override string Key => $"archive:{WorkspaceId}";
}

public sealed class ArchiveResolvedHandler(DataSources databases, IServiceScopeFactory scopes) : IJobHandler<ArchiveResolved>
{
    public async Task Run(ArchiveResolved job, JobRun run, CancellationToken ct)
    {
        foreach (var workspace in await Due(ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspace);
            var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
            db.Enqueue(new ArchiveResolvedOf(workspace));
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task<List<Guid>> Due(CancellationToken ct)
    {
        await using var command = databases.Application.CreateCommand("select workspace_id from door_workspaces_to_tidy()");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var due = new List<Guid>();
        while (await reader.ReadAsync(ct))
        {
            due.Add(reader.GetGuid(0));
        }

        return due;
    }
}

/// <summary>In batches, so that nobody's message waits long for a locked conversation.</summary>
public sealed class ArchiveResolvedOfHandler(FrontdeskDb db, TimeProvider clock) : IJobHandler<ArchiveResolvedOf>
{
    private const int BatchSize = 100;

    public async Task Run(ArchiveResolvedOf job, JobRun run, CancellationToken ct)
    {
        while (await ArchiveBatch(job.WorkspaceId, ct) == BatchSize)
        {
            db.ChangeTracker.Clear();
        }
    }

    private async Task<int> ArchiveBatch(Guid workspaceId, CancellationToken ct)
    {
        var days = await db.Workspaces.Where(w => w.Id == workspaceId).Select(w => w.ArchiveAfterDays).SingleAsync(ct);
        var (now, before) = (clock.GetUtcNow(), clock.GetUtcNow().AddDays(-days));
        await db.Database.BeginTransactionAsync(ct);
        var ids = await db.Database.SqlQuery<Guid>(
            $"select id as \"Value\" from conversations where workspace_id = {workspaceId} and resolved_at < {before} and status = 'resolved' order by id limit {BatchSize} for no key update").ToListAsync(ct);
        foreach (var conversation in await db.Conversations.Where(c => ids.Contains(c.Id)).ToListAsync(ct))
        {
            if (conversation.Archive(Actor.Automation, now) is null)
            {
                db.Announce(ConversationSignal.Changed(conversation));
            }
        }

        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return ids.Count;
    }
}
