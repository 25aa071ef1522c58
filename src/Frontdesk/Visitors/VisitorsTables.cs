using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Workspaces;
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
        public DbSet<SecondToken> SecondTokens => db.Set<SecondToken>();
    }

    internal sealed class Customers : IEntityTypeConfiguration<Customer>
    {
        public void Configure(EntityTypeBuilder<Customer> table)
        {
            table.ToTable("customers");
            table.Ignore(c => c.DisplayName);
            table.HasOne<Workspace>().WithMany().HasForeignKey(c => c.WorkspaceId);
        }
    }

    internal sealed class Visitors : IEntityTypeConfiguration<Visitor>
    {
        public void Configure(EntityTypeBuilder<Visitor> table)
        {
            table.ToTable("visitors");
            table.HasOne<Customer>().WithMany().HasForeignKey(v => v.CustomerId);
            table.HasOne<Chatbot>().WithMany().HasForeignKey(v => v.ChatbotId);
        }
    }

    internal sealed class Sessions : IEntityTypeConfiguration<VisitorSession>
    {
        public void Configure(EntityTypeBuilder<VisitorSession> table)
        {
            table.ToTable("visitor_sessions");
            table.HasOne<Visitor>().WithMany().HasForeignKey(s => s.VisitorId);
        }
    }

    internal sealed class SecondTokenRows : IEntityTypeConfiguration<SecondToken>
    {
        public void Configure(EntityTypeBuilder<SecondToken> table)
        {
            table.ToTable("second_tokens");
            table.HasKey(t => t.TokenHash);
            table.HasOne<VisitorSession>().WithMany().HasForeignKey(t => t.VisitorSessionId);
        }
    }
}
