using Frontdesk.Platform.Database;
using Frontdesk.Visitors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.Conversations;

public static class ConversationsTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<Conversation> Conversations => db.Set<Conversation>();
        public DbSet<Message> Messages => db.Set<Message>();
        public DbSet<ConversationEvent> ConversationEvents => db.Set<ConversationEvent>();
    }

    internal sealed class Conversations : IEntityTypeConfiguration<Conversation>
    {
        public void Configure(EntityTypeBuilder<Conversation> table)
        {
            table.ToTable("conversations");
            table.HasOne<VisitorSession>().WithMany().HasForeignKey(c => c.VisitorSessionId);
            table.HasOne<Customer>().WithMany().HasForeignKey(c => c.CustomerId);
            table.HasMany(c => c.Events).WithOne().HasForeignKey(e => e.ConversationId);
            table.Navigation(c => c.Events).HasField("_events").UsePropertyAccessMode(PropertyAccessMode.Field);
            table.Property(c => c.LastMessageMinute).ValueGeneratedOnAddOrUpdate();
            table.ComplexProperty(c => c.Context, context => context.ToJson("context"));
        }
    }

    internal sealed class Messages : IEntityTypeConfiguration<Message>
    {
        public void Configure(EntityTypeBuilder<Message> table)
        {
            table.ToTable("messages");
            table.Property(m => m.Answer).HasColumnType("jsonb");
        }
    }

    internal sealed class Events : IEntityTypeConfiguration<ConversationEvent>
    {
        public void Configure(EntityTypeBuilder<ConversationEvent> table)
        {
            table.ToTable("conversation_events");
            table.Property(e => e.Data).HasColumnType("jsonb");
        }
    }
}
