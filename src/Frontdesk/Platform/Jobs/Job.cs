using System.Text.Json.Serialization;

namespace Frontdesk.Platform.Jobs;

/// <summary>
/// Work that must happen, stored in the transaction of the change that asks for it. The record's properties are the
/// stored payload, its type name the kind. A job about a person rather than a workspace has none. No payload holds a secret.
/// </summary>
/// <param name="Workspace">The scope it runs in; null where it works for no workspace.</param>
public abstract record Job([property: JsonIgnore] Guid? Workspace)
{
    /// <summary>At most one job with a key waits; asking again while it waits changes nothing.</summary>
    [JsonIgnore]
    public virtual string? Key => null;
}

/// <summary>One run of a job.</summary>
/// <param name="JobId">The same for every attempt.</param>
/// <param name="Attempt">1 for the first.</param>
/// <param name="IsLast">Whether a failure now makes it a dead letter.</param>
public sealed record JobRun(Guid JobId, int Attempt, bool IsLast);

/// <summary>Does the work. Runs in a scope bound to the job's workspace; may run twice, so it must not matter.</summary>
public interface IJobHandler<in T> where T : Job
{
    Task Run(T job, JobRun run, CancellationToken ct);
}
