using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.Workspaces;

public enum WorkspaceStatus
{
    Active,
    Suspended,
}

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
    public WorkspaceStatus Status { get; private set; }
    public string? SuspendedBecause { get; private set; }
    public string Plan { get; private set; } = "self_hosted";

    /// <summary>Switches for a staged rollout, by the feature's name.</summary>
    public Dictionary<string, bool> Features { get; private set; } = [];

    /// <summary>What the dashboard and mails are called in place of Frontdesk.</summary>
    public string? ProductName { get; private set; }

    public string? LogoFile { get; private set; }
    public string? PrimaryColor { get; private set; }
    public string? SecondaryColor { get; private set; }
    public string? CustomDomain { get; private set; }
    public string? CustomDomainToken { get; private set; }
    public DateTimeOffset? CustomDomainVerifiedAt { get; private set; }

    /// <summary>When a daily look first found the proof of the domain gone.</summary>
    public DateTimeOffset? CustomDomainMissingSince { get; private set; }

    public SecurityPolicy Security { get; private set; } = new();

    /// <summary>For how many days the audit log is kept; 90 at least.</summary>
    public int AuditDays { get; private set; } = 365;

    /// <summary>After how many days a resolved conversation is put away.</summary>
    public int ArchiveAfterDays { get; private set; } = 90;

    public DateTimeOffset CreatedAt { get; private set; }

    /// <param name="days">90 to 3650.</param>
    public void KeepAuditLogFor(int days) => AuditDays = days;

    /// <param name="days">1 to 3650.</param>
    public void ArchiveAfter(int days) => ArchiveAfterDays = days;

    public static Workspace Found(string name, string? websiteUrl, string? industry, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = name,
        WebsiteUrl = websiteUrl,
        Industry = industry,
        CreatedAt = now,
    };

    /// <param name="because">For the owner and those who run the installation.</param>
    public void Suspend(string because) => (Status, SuspendedBecause) = (WorkspaceStatus.Suspended, because);

    public void Resume() => (Status, SuspendedBecause) = (WorkspaceStatus.Active, null);

    public void MoveTo(string plan) => Plan = plan;

    /// <param name="feature">The switch's name.</param>
    /// <param name="on">Null to follow the installation.</param>
    public void Switch(string feature, bool? on)
    {
        var others = Features.Where(f => f.Key != feature);
        Features = new Dictionary<string, bool>(on is { } set ? others.Append(KeyValuePair.Create(feature, set)) : others);
    }

    /// <param name="primary">As #rrggbb; null for the product's own.</param>
    /// <param name="secondary">The same.</param>
    public void Paint(string? primary, string? secondary) => (PrimaryColor, SecondaryColor) = (primary, secondary);
    public void Describe(string name, string? websiteUrl, string? industry) => (Name, WebsiteUrl, Industry) = (name, websiteUrl, industry);

    public void Rebrand(string? productName, string? primaryColor, string? secondaryColor) =>
        (ProductName, PrimaryColor, SecondaryColor) = (productName, primaryColor, secondaryColor);

    public void UseLogo(string? file) => LogoFile = file;

    /// <summary>Another name begins unproved, with a token of its own.</summary>
    public void UseDomain(string? host, string? token) =>
        (CustomDomain, CustomDomainToken, CustomDomainVerifiedAt, CustomDomainMissingSince) = (host, token, null, null);

    public void DomainProved(DateTimeOffset now) => (CustomDomainVerifiedAt, CustomDomainMissingSince) = (CustomDomainVerifiedAt ?? now, null);

    /// <summary>A proof may be gone for a while, when somebody moves their DNS; then the name is no longer theirs.</summary>
    public void DomainNotProved(DateTimeOffset now, TimeSpan patience)
    {
        CustomDomainMissingSince ??= now;
        if (now - CustomDomainMissingSince >= patience)
        {
            CustomDomainVerifiedAt = null;
        }
    }
    /// <summary>From now on this is asked of whoever enters; the caller ends the sessions that it refuses.</summary>
    public void Secure(SecurityPolicy policy) => Security = policy;
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
        public void Configure(EntityTypeBuilder<Workspace> table)
        {
            table.ToTable("workspaces");
            table.Property(w => w.Features).HasColumnType("jsonb").HasConversion(Stored.AsJson<Dictionary<string, bool>>(), Stored.Compared<Dictionary<string, bool>>());
            table.Property(w => w.Security).HasColumnType("jsonb").HasConversion(Stored.AsJson<SecurityPolicy>(), Stored.Compared<SecurityPolicy>());
        }
    }
}
