using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.Knowledge;

public static class KnowledgeTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<Source> Sources => db.Set<Source>();
        public DbSet<StoredPassage> Passages => db.Set<StoredPassage>();
    }

    internal sealed class Sources : IEntityTypeConfiguration<Source>
    {
        public void Configure(EntityTypeBuilder<Source> table)
        {
            table.ToTable("sources");
            table.HasOne<Chatbot>().WithMany().HasForeignKey(s => s.ChatbotId);
            table.Property(s => s.Stamp).ValueGeneratedOnAddOrUpdate();
        }
    }

    internal sealed class Passages : IEntityTypeConfiguration<StoredPassage>
    {
        public void Configure(EntityTypeBuilder<StoredPassage> table)
        {
            table.ToTable("passages");
            table.HasOne<Source>().WithMany().HasForeignKey(p => p.SourceId);
        }
    }
}
