using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.Chatbots;

public static class ChatbotsTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<Chatbot> Chatbots => db.Set<Chatbot>();
    }

    internal sealed class Chatbots : IEntityTypeConfiguration<Chatbot>
    {
        public void Configure(EntityTypeBuilder<Chatbot> table)
        {
            table.ToTable("chatbots");
            table.ComplexProperty(c => c.Settings, settings => settings.ToJson("settings"));
        }
    }
}
