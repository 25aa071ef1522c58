using Frontdesk.Platform.Database;
using Frontdesk.Team.Audit;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.Team;

public static class TeamTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<Member> Members => db.Set<Member>();

        /// <summary>The bound workspace's lines; row-level security hides the others.</summary>
        public IQueryable<AuditEntry> AuditLog => db.Set<AuditEntry>().AsNoTracking();

        /// <summary>Writes a line with the next save, in the transaction of what it tells of.</summary>
        public void Record(AuditEntry entry) => db.Add(entry);
    }

    internal sealed class Members : IEntityTypeConfiguration<Member>
    {
        public void Configure(EntityTypeBuilder<Member> table)
        {
            table.ToTable("members");
            table.HasOne<Workspace>().WithMany().HasForeignKey(m => m.WorkspaceId);
            table.HasOne(m => m.User).WithMany().HasForeignKey(m => m.UserId);
        }
    }

    internal sealed class AuditLog : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> table)
        {
            table.ToTable("audit_log");
            table.HasOne<Workspace>().WithMany().HasForeignKey(e => e.WorkspaceId); // a workspace is stored before its first line
            table.Property(e => e.Before).HasColumnType("jsonb");
            table.Property(e => e.After).HasColumnType("jsonb");
        }
    }
}
