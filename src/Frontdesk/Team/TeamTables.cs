using Frontdesk.Platform.Database;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.Team;

public static class TeamTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<Member> Members => db.Set<Member>();
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
}
