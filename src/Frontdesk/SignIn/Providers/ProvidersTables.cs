using Frontdesk.Platform.Database;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.SignIn.Providers;

public static class ProvidersTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<ExternalLogin> ExternalLogins => db.Set<ExternalLogin>();
        public DbSet<SsoConnection> SsoConnections => db.Set<SsoConnection>();
        public DbSet<SsoArrival> SsoArrivals => db.Set<SsoArrival>();
    }

    /// <summary>The connections of the agent's own workspace.</summary>
    public static IQueryable<SsoConnection> ManagedBy(this IQueryable<SsoConnection> connections, CurrentAgent agent) =>
        connections.Where(c => c.WorkspaceId == agent.WorkspaceId);

    internal sealed class ExternalLogins : IEntityTypeConfiguration<ExternalLogin>
    {
        public void Configure(EntityTypeBuilder<ExternalLogin> table)
        {
            table.ToTable("external_logins");
            table.HasOne<User>().WithMany().HasForeignKey(l => l.UserId);
        }
    }

    internal sealed class SsoConnections : IEntityTypeConfiguration<SsoConnection>
    {
        public void Configure(EntityTypeBuilder<SsoConnection> table)
        {
            table.ToTable("sso_connections");
            table.Ignore(c => c.Method).Ignore(c => c.Settings);
            table.HasOne<Workspace>().WithMany().HasForeignKey(c => c.WorkspaceId);
        }
    }

    internal sealed class SsoArrivals : IEntityTypeConfiguration<SsoArrival>
    {
        public void Configure(EntityTypeBuilder<SsoArrival> table)
        {
            table.ToTable("sso_arrivals");
            table.HasOne<Workspace>().WithMany().HasForeignKey(a => a.WorkspaceId);
            table.HasOne<SsoConnection>().WithMany().HasForeignKey(a => a.ConnectionId);
        }
    }
}
