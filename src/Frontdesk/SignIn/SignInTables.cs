using Frontdesk.Platform.Database;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.SignIn;

public static class SignInTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<User> Users => db.Set<User>();
        public DbSet<Session> Sessions => db.Set<Session>();
    }

    internal sealed class Users : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> table) => table.ToTable("users");
    }

    internal sealed class Sessions : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> table)
        {
            table.ToTable("sessions");
            table.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
            table.HasOne<Workspace>().WithMany().HasForeignKey(s => s.WorkspaceId);
        }
    }
}
