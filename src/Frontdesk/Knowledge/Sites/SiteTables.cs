using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.Knowledge.Sites;

public static class SiteTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<Site> Sites => db.Set<Site>();
        public DbSet<SitePage> SitePages => db.Set<SitePage>();
    }

    internal sealed class Sites : IEntityTypeConfiguration<Site>
    {
        public void Configure(EntityTypeBuilder<Site> table)
        {
            table.ToTable("sites");
            table.HasOne<Chatbot>().WithMany().HasForeignKey(s => s.ChatbotId);
            table.Property(s => s.Settings).HasColumnType("jsonb").HasConversion(Stored.AsJson<CrawlSettings>(), Stored.Compared<CrawlSettings>());
            table.Property(s => s.Schedule).HasColumnType("jsonb").HasConversion(Stored.AsJson<CrawlSchedule>(), Stored.Compared<CrawlSchedule>());
            table.Property(s => s.Robots).HasColumnType("jsonb").HasConversion(Stored.AsJson<Dictionary<string, string>>(), Stored.Compared<Dictionary<string, string>>());
        }
    }

    internal sealed class Pages : IEntityTypeConfiguration<SitePage>
    {
        public void Configure(EntityTypeBuilder<SitePage> table)
        {
            table.ToTable("site_pages");
            table.HasOne<Site>().WithMany().HasForeignKey(p => p.SiteId);
            table.HasOne<Source>().WithMany().HasForeignKey(p => p.SourceId);
        }
    }
}
