using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.Visitors;

public static class VisitorsTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<Customer> Customers => db.Set<Customer>();
        public DbSet<Visitor> Visitors => db.Set<Visitor>();
        public DbSet<VisitorSession> VisitorSessions => db.Set<VisitorSession>();
    }

    internal sealed class Customers : IEntityTypeConfiguration<Customer>
    {
        public void Configure(EntityTypeBuilder<Customer> table)
        {
            table.ToTable("customers");
            table.Ignore(c => c.DisplayName);
        }
    }

    internal sealed class Visitors : IEntityTypeConfiguration<Visitor>
    {
        public void Configure(EntityTypeBuilder<Visitor> table) => table.ToTable("visitors");
    }

    internal sealed class Sessions : IEntityTypeConfiguration<VisitorSession>
    {
        public void Configure(EntityTypeBuilder<VisitorSession> table) => table.ToTable("visitor_sessions");
    }
}
