using System.Text.Json;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Frontdesk.Platform.Database;

/// <summary>
/// The one context. Features map their own tables (an <see cref="IEntityTypeConfiguration{T}"/> in XTables.cs) and add
/// their sets as extension properties there. Whatever is <see cref="ITenantOwned"/> is filtered to the bound workspace,
/// and a save that would write into another one throws.
/// </summary>
public sealed class FrontdeskDb(DbContextOptions<FrontdeskDb> options, Tenant tenant, JobBell bell, ISignals signals) : DbContext(options)
{
    /// <summary>The name of the filter; features that must look past it (none yet) have to name it.</summary>
    public const string WorkspaceFilter = "workspace";

    private readonly List<(Job Job, DateTimeOffset? At)> _jobs = [];
    private readonly List<Signal> _signals = [];
    private readonly List<Signal> _afterCommit = [];
    private readonly List<Func<CancellationToken, Task>> _lastSteps = [];

    private Guid? Workspace => tenant.WorkspaceId;

    /// <summary>The bound workspace; throws where none is bound.</summary>
    public Guid WorkspaceId => tenant.WorkspaceId ?? throw new InvalidOperationException("No workspace is bound to this scope.");

    internal string WorkspaceSetting => tenant.WorkspaceId?.ToString() ?? "";

    /// <summary>Queues work with the next save, in its transaction.</summary>
    public void Enqueue(Job job) => _jobs.Add((job, null));

    /// <summary>
    /// The same for later; the job belongs to the bound workspace. One that waits under its key is brought forward to the
    /// instant, never put off.
    /// </summary>
    public void Enqueue(Job job, DateTimeOffset at) => _jobs.Add((job, at));

    /// <summary>Tells the nodes with the next save: at its commit, and never for a rollback.</summary>
    public void Announce(Signal signal) => _signals.Add(signal);

    /// <summary>
    /// Runs with the next save, in its transaction, after what it writes: a statement that must see what others committed
    /// before the written rows were locked.
    /// </summary>
    public void AfterWriting(Func<CancellationToken, Task> step) => _lastSteps.Add(step);

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RefuseForeignWrites();
        if (_jobs.Count + _signals.Count + _lastSteps.Count == 0)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        await using var disposal = own;
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await RunLastSteps(cancellationToken);
        await QueueAndNotify(cancellationToken);
        if (own is not null)
        {
            await CommitAsync(cancellationToken);
        }

        return saved;
    }

    /// <summary>Ends the transaction that is under way and lets the jobs queued in it start.</summary>
    public async Task CommitAsync(CancellationToken ct)
    {
        await using var transaction = Database.CurrentTransaction ?? throw new InvalidOperationException("No transaction is under way.");
        await transaction.CommitAsync(ct);
        bell.Ring();
    }

    /// <summary>Hands over what the transaction that has just ended was to tell.</summary>
    internal void TransactionEnded(bool committed)
    {
        if (committed)
        {
            _afterCommit.ForEach(signals.Announce);
        }

        _afterCommit.Clear();
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync: it carries the jobs and signals along.");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(FrontdeskDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().ToList())
        {
            SnakeCase.Apply(entity);
            entity.FindProperty("Id")?.ValueGenerated = ValueGenerated.Never; // ids are made here, UUIDv7
            if (typeof(ITenantOwned).IsAssignableFrom(entity.ClrType))
            {
                typeof(FrontdeskDb).GetMethod(nameof(FilterByWorkspace), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!
                    .MakeGenericMethod(entity.ClrType).Invoke(this, [modelBuilder]);
            }
        }
    }

    private void FilterByWorkspace<T>(ModelBuilder model) where T : class, ITenantOwned =>
        model.Entity<T>().HasQueryFilter(WorkspaceFilter, row => row.WorkspaceId == Workspace);

    private async Task RunLastSteps(CancellationToken ct)
    {
        foreach (var step in _lastSteps)
        {
            await step(ct);
        }

        _lastSteps.Clear();
    }

    private async Task QueueAndNotify(CancellationToken ct)
    {
        foreach (var (job, at) in _jobs)
        {
            var payload = JsonSerializer.Serialize(job, job.GetType(), Json.Options);
            await (at is { } later ? Database.ExecuteSqlAsync(
                $"select door_job_for_later({Guid.CreateVersion7()}, {job.GetType().Name}, {job.Key}, {payload}::jsonb, {later})", ct) : Database.ExecuteSqlAsync(
                $"insert into jobs (id, workspace_id, kind, key, payload) values ({Guid.CreateVersion7()}, {job.Workspace}, {job.GetType().Name}, {job.Key}, {payload}::jsonb) on conflict do nothing", ct));
        }

        foreach (var announced in _signals)
        {
            var signal = announced.IsFoundAnyway ? announced : await Keep(announced, ct);
            if (signals.TravelWithCommit)
            {
                await Database.ExecuteSqlAsync($"select pg_notify({PostgresSignals.Channel}, {signal.ToString()})", ct);
            }
            else
            {
                _afterCommit.Add(signal);
            }
        }

        _jobs.Clear();
        _signals.Clear();
    }

    private async Task<Signal> Keep(Signal signal, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        await Database.ExecuteSqlAsync($"insert into announcements (id, signal) values ({id}, {signal.ToString()})", ct);
        return KeptAnnouncements.Wrap(id, signal);
    }

    private void RefuseForeignWrites()
    {
        foreach (var entry in ChangeTracker.Entries<ITenantOwned>())
        {
            if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && entry.Entity.WorkspaceId != Workspace)
            {
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another workspace was about to be written.");
            }
        }
    }
}
