using Frontdesk.Platform.Database;
using Frontdesk.Workspaces;
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
            table.HasOne<Workspace>().WithMany().HasForeignKey(c => c.WorkspaceId);
            table.ComplexProperty(c => c.Settings, settings => settings.ToJson("settings"));
        }
    }
}
