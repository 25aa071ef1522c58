using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.SignIn.Proofs;

public enum ProofPurpose
{
    VerifyEmail,
    ResetPassword,
    ChangeEmail,
}

/// <summary>A link in a mail: whoever opens it reads that address's mail. Good for one purpose, once, for a while.</summary>
public sealed class EmailProof
{
    private EmailProof()
    {
    }

    public Guid Id { get; private set; }
    public Guid UserId { get; private set; }
    public ProofPurpose Purpose { get; private set; }

    /// <summary>The address the mail went to.</summary>
    public string Email { get; private set; } = "";

    public byte[] TokenHash { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>The proof, and the token that goes into the mail and is kept nowhere.</summary>
    public static (EmailProof Proof, string Token) Of(User user, ProofPurpose purpose, string email, TimeSpan length, DateTimeOffset now)
    {
        var (token, hash) = ProofToken.Make();
        var proof = new EmailProof { Id = Guid.CreateVersion7(now), UserId = user.Id, Purpose = purpose, Email = email, TokenHash = hash, CreatedAt = now, ExpiresAt = now + length };
        return (proof, token);
    }
}

public static class EmailProofsTable
{
    extension(FrontdeskDb db)
    {
        public DbSet<EmailProof> EmailProofs => db.Set<EmailProof>();
    }

    /// <summary>The proof that a token is for, if it may still be used for this.</summary>
    public static async Task<EmailProof?> FindUsable(this DbSet<EmailProof> proofs, string? token, ProofPurpose purpose, DateTimeOffset now, CancellationToken ct) =>
        ProofToken.HashOf(token) is { } hash
            ? await proofs.AsNoTracking().SingleOrDefaultAsync(p => p.TokenHash == hash && p.Purpose == purpose && p.UsedAt == null && p.ExpiresAt > now, ct)
            : null;

    /// <summary>Marks it used; of two uses at once one gets true.</summary>
    public static async Task<bool> TryUse(this DbSet<EmailProof> proofs, EmailProof proof, DateTimeOffset now, CancellationToken ct) =>
        await proofs.Where(p => p.Id == proof.Id && p.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(p => p.UsedAt, now), ct) == 1;

    /// <summary>What was mailed before a password or an address changed proves nothing any more.</summary>
    public static Task ForgetOf(this DbSet<EmailProof> proofs, Guid userId, CancellationToken ct) =>
        proofs.Where(p => p.UserId == userId && p.UsedAt == null).ExecuteDeleteAsync(ct);

    internal sealed class EmailProofs : IEntityTypeConfiguration<EmailProof>
    {
        public void Configure(EntityTypeBuilder<EmailProof> table)
        {
            table.ToTable("email_proofs");
            table.HasOne<User>().WithMany().HasForeignKey(p => p.UserId);
        }
    }
}
