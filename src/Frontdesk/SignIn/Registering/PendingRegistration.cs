using System.Security.Cryptography;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;
using Frontdesk.SignIn.Proofs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.SignIn;

/// <summary>
/// A registration whose mail has not been answered. It is kept for a taken address too, where no mail can answer it, so that
/// nothing tells the one from the other. No account exists before: what somebody else chose for an address that is not theirs
/// leaves nothing behind.
/// </summary>
public sealed class PendingRegistration
{
    public static readonly TimeSpan Length = TimeSpan.FromHours(24);

    private PendingRegistration()
    {
    }

    public Guid Id { get; private set; }
    public string Email { get; private set; } = "";
    public string NormalizedEmail { get; private set; } = "";
    public string PasswordHash { get; private set; } = "";

    /// <summary>Of a secret in a cookie of the browser that registered: there the password chosen then counts.</summary>
    public byte[] BrowserHash { get; private set; } = [];

    /// <summary>Null until a mail with a token has been made.</summary>
    public byte[]? TokenHash { get; private set; }

    public string? Name { get; private set; }
    public string CompanyName { get; private set; } = "";
    public string? WebsiteUrl { get; private set; }
    public string? Industry { get; private set; }
    public string? PrimaryColor { get; private set; }
    public string? SecondaryColor { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }

    public static PendingRegistration Of(Registration registration, string passwordHash, byte[] browserHash, DateTimeOffset now)
    {
        var email = registration.Email.Trim();
        return new PendingRegistration
        {
            Id = Guid.CreateVersion7(now),
            Email = email,
            NormalizedEmail = User.Normalize(email),
            PasswordHash = passwordHash,
            BrowserHash = browserHash,
            Name = CleanText.Optional(registration.Name, 100),
            CompanyName = registration.CompanyName.Trim(),
            WebsiteUrl = CleanText.Optional(registration.WebsiteUrl, 500),
            Industry = CleanText.Optional(registration.Industry, 100),
            PrimaryColor = CleanText.Optional(registration.PrimaryColor, 7)?.ToLowerInvariant(),
            SecondaryColor = CleanText.Optional(registration.SecondaryColor, 7)?.ToLowerInvariant(),
            CreatedAt = now,
            ExpiresAt = now + Length,
        };
    }

    /// <summary>A token for the next mail; the one before works no longer.</summary>
    public string MakeToken(DateTimeOffset now)
    {
        (var token, TokenHash) = ProofToken.Make();
        ExpiresAt = now + Length;
        return token;
    }

    public bool IsFrom(byte[]? browserHash) => browserHash is not null && CryptographicOperations.FixedTimeEquals(BrowserHash, browserHash);

    /// <summary>The account, whose address somebody vouches for.</summary>
    public User ToUser(string passwordHash, DateTimeOffset now)
    {
        var user = User.Register(Email, Name ?? Email[..Email.IndexOf('@', StringComparison.Ordinal)], null, now);
        user.UsePassword(passwordHash);
        user.Verify(now);
        return user;
    }
}

public static class RegistrationsTable
{
    extension(FrontdeskDb db)
    {
        public DbSet<PendingRegistration> Registrations => db.Set<PendingRegistration>();
    }

    /// <summary>Those that still wait for an address, the latest first.</summary>
    public static IQueryable<PendingRegistration> WaitingFor(this IQueryable<PendingRegistration> registrations, string normalizedEmail, DateTimeOffset now) =>
        registrations.Where(r => r.NormalizedEmail == normalizedEmail && r.ExpiresAt > now).OrderByDescending(r => r.CreatedAt);

    internal sealed class Registrations : IEntityTypeConfiguration<PendingRegistration>
    {
        public void Configure(EntityTypeBuilder<PendingRegistration> table) => table.ToTable("registrations");
    }
}
