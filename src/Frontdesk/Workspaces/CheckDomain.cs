using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.Workspaces;

/// <summary>Looks in DNS whether a workspace's host name is theirs: when they ask, and daily after that.</summary>
public sealed class CheckDomain(FrontdeskDb db, DnsText dns, TimeProvider clock) : IJobHandler<RecheckDomain>
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    public static string RecordName(string host) => "_frontdesk." + host;

    public async Task<(Workspace Workspace, Refused? Refused)> Now(CurrentAgent agent, CancellationToken ct)
    {
        var workspace = await db.Workspaces.SingleAsync(w => w.Id == agent.WorkspaceId, ct);
        if (workspace is not { CustomDomain: { } host, CustomDomainToken: { } token })
        {
            return (workspace, new Refused("no_domain", "Name the domain first, then check it."));
        }

        if (await dns.Of(RecordName(host), ct) is not { } texts)
        {
            return (workspace, new Refused("dns_silent", "DNS did not answer just now. Try again in a minute."));
        }

        if (!texts.Contains(token))
        {
            return (workspace, new Refused("domain_not_proved", $"There is no TXT record {RecordName(host)} with the value shown yet. A new record can take up to an hour to be seen."));
        }

        workspace.DomainProved(clock.GetUtcNow());
        db.Announce(CustomDomains.Changed(host));
        db.Record(AuditEntry.By(agent, "branding.domain_verified", workspace.Id, host, clock.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(ct);
            return (workspace, null);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return (workspace, new Refused("domain_taken", "Another workspace of this installation already uses this domain."));
        }
    }

    /// <summary>The daily look. DNS that does not answer proves nothing either way.</summary>
    public async Task Run(RecheckDomain job, JobRun run, CancellationToken ct)
    {
        var workspace = await db.Workspaces.SingleAsync(w => w.Id == job.WorkspaceId, ct);
        if (workspace is not { CustomDomain: { } host, CustomDomainToken: { } token, CustomDomainVerifiedAt: not null } || await dns.Of(RecordName(host), ct) is not { } texts)
        {
            return;
        }

        if (texts.Contains(token))
        {
            workspace.DomainProved(clock.GetUtcNow());
        }
        else
        {
            workspace.DomainNotProved(clock.GetUtcNow(), Patience);
        }

        db.Announce(CustomDomains.Changed(host));
        await db.SaveChangesAsync(ct);
    }
}

public sealed record RecheckDomain(Guid WorkspaceId) : Job(WorkspaceId)
{
    public override string? Key => $"domain/{WorkspaceId}";
}
