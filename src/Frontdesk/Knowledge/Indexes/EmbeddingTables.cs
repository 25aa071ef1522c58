using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.Knowledge.Indexes;

public static class EmbeddingTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<EmbeddingModel> EmbeddingModels => db.Set<EmbeddingModel>();
        public DbSet<PassageVector> PassageVectors => db.Set<PassageVector>();
    }

    internal sealed class Models : IEntityTypeConfiguration<EmbeddingModel>
    {
        public void Configure(EntityTypeBuilder<EmbeddingModel> table)
        {
            table.ToTable("embedding_models");
            table.HasOne<Chatbot>().WithMany().HasForeignKey(m => m.ChatbotId);
        }
    }

    internal sealed class Vectors : IEntityTypeConfiguration<PassageVector>
    {
        public void Configure(EntityTypeBuilder<PassageVector> table)
        {
            table.ToTable("passage_vectors");
            table.HasKey(v => new { v.SourceId, v.ModelId, v.TextHash });
            table.HasOne<Source>().WithMany().HasForeignKey(v => v.SourceId);
            table.HasOne<EmbeddingModel>().WithMany().HasForeignKey(v => v.ModelId);
        }
    }
}
