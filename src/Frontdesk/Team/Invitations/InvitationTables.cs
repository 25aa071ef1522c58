using Frontdesk.Platform.Database;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.Team.Invitations;

public static class InvitationTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<Invitation> Invitations => db.Set<Invitation>();
    }

    /// <summary>The invitation while it waits for an answer, expired or not.</summary>
    public static Task<Invitation?> Open(this IQueryable<Invitation> invitations, Guid id, CancellationToken ct) =>
        invitations.SingleOrDefaultAsync(i => i.Id == id && i.AcceptedAt == null && i.RevokedAt == null, ct);

    /// <summary>Locks the invitation until the transaction that this begins ends: of two who show a token at once one gets in.</summary>
    internal static async Task<Invitation?> HoldInvitation(this FrontdeskDb db, Guid id, byte[] tokenHash, CancellationToken ct)
    {
        await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select 1 from invitations where id = {id} for update", ct);
        return await db.Invitations.SingleOrDefaultAsync(i => i.Id == id && i.TokenHash == tokenHash, ct);
    }

    /// <summary>The rights of who asks, as their session knows them.</summary>
    internal static TeamActor AsTeamActor(this CurrentAgent agent) =>
        new(agent.MemberId, agent.Role, agent.Permissions, agent.ChatbotIds is null ? null : [.. agent.ChatbotIds]);

    internal sealed class Invitations : IEntityTypeConfiguration<Invitation>
    {
        public void Configure(EntityTypeBuilder<Invitation> table)
        {
            table.ToTable("invitations");
            table.HasOne<Workspace>().WithMany().HasForeignKey(i => i.WorkspaceId);
            table.HasOne<Member>().WithMany().HasForeignKey(i => i.InvitedBy);
        }
    }
}
