using Frontdesk.Platform.Database;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.ApiKeys;

public static class ApiKeyTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<ApiKey> ApiKeys => db.Set<ApiKey>();
    }

    /// <summary>All of the workspace's: whoever may manage keys answers for every one of them.</summary>
    public static IQueryable<ApiKey> VisibleTo(this IQueryable<ApiKey> keys, CurrentAgent agent) =>
        agent.May(Permission.ApiKeyManage) ? keys.Where(k => k.WorkspaceId == agent.WorkspaceId) : keys.Where(k => false);

    internal sealed class ApiKeys : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> table)
        {
            table.ToTable("api_keys");
            table.HasOne<Workspace>().WithMany().HasForeignKey(k => k.WorkspaceId);
            table.HasOne<Member>().WithMany().HasForeignKey(k => k.MemberId);
        }
    }
}
