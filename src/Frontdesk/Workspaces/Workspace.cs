using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.Workspaces;

/// <summary>The organisation everything belongs to.</summary>
public sealed class Workspace
{
    private Workspace()
    {
    }

    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public string? WebsiteUrl { get; private set; }
    public string? Industry { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    public static Workspace Found(string name, string? websiteUrl, string? industry, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = name,
        WebsiteUrl = websiteUrl,
        Industry = industry,
        CreatedAt = now,
    };
}

public static class WorkspacesTables
{
    extension(FrontdeskDb db)
    {
        /// <summary>The bound workspace alone; row-level security hides the others.</summary>
        public DbSet<Workspace> Workspaces => db.Set<Workspace>();
    }

    internal sealed class Workspaces : IEntityTypeConfiguration<Workspace>
    {
        public void Configure(EntityTypeBuilder<Workspace> table) => table.ToTable("workspaces");
    }
}
