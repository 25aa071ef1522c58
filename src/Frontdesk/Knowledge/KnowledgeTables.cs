using Frontdesk.Chatbots;
using Frontdesk.Knowledge.Drafts;
using Frontdesk.Knowledge.Gaps;
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
        public DbSet<KnowledgeSettings> KnowledgeSettings => db.Set<KnowledgeSettings>();
        public DbSet<AskedQuestion> AskedQuestions => db.Set<AskedQuestion>();
        public DbSet<DismissedGap> DismissedGaps => db.Set<DismissedGap>();
        public DbSet<FaqDraft> FaqDrafts => db.Set<FaqDraft>();
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

    internal sealed class Settings : IEntityTypeConfiguration<KnowledgeSettings>
    {
        public void Configure(EntityTypeBuilder<KnowledgeSettings> table)
        {
            table.ToTable("knowledge_settings").HasKey(s => s.ChatbotId);
            table.Property(s => s.ChatbotId).ValueGeneratedNever();
            table.Property(s => s.Synonyms).HasColumnType("jsonb");
            table.Ignore(s => s.SynonymGroups);
            table.HasOne<Chatbot>().WithOne().HasForeignKey<KnowledgeSettings>(s => s.ChatbotId);
        }
    }

    internal sealed class Questions : IEntityTypeConfiguration<AskedQuestion>
    {
        public void Configure(EntityTypeBuilder<AskedQuestion> table)
        {
            table.ToTable("asked_questions");
            table.HasOne<Chatbot>().WithMany().HasForeignKey(q => q.ChatbotId);
        }
    }

    internal sealed class Dismissals : IEntityTypeConfiguration<DismissedGap>
    {
        public void Configure(EntityTypeBuilder<DismissedGap> table)
        {
            table.ToTable("dismissed_gaps");
            table.HasOne<Chatbot>().WithMany().HasForeignKey(d => d.ChatbotId);
        }
    }

    internal sealed class Drafts : IEntityTypeConfiguration<FaqDraft>
    {
        public void Configure(EntityTypeBuilder<FaqDraft> table)
        {
            table.ToTable("faq_drafts");
            table.HasOne<Chatbot>().WithMany().HasForeignKey(d => d.ChatbotId);
            table.HasOne<Source>().WithMany().HasForeignKey(d => d.FaqId);
        }
    }
}
