using Frontdesk.Platform.Database;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Frontdesk.SignIn;

public static class SignInTables
{
    extension(FrontdeskDb db)
    {
        public DbSet<User> Users => db.Set<User>();
        public DbSet<Session> Sessions => db.Set<Session>();
    }

    /// <summary>True once in the life of an installation: the account made in this transaction is the first.</summary>
    public static Task<bool> TakeFirstAccount(this FrontdeskDb db, CancellationToken ct) =>
        db.Database.SqlQuery<bool>($"select door_first_account() as \"Value\"").SingleAsync(ct);

    /// <summary>Stores a rotated session if its token is still the one it was rotated from: of two requests at once one wins.</summary>
    public static async Task<bool> TryRotate(this DbSet<Session> sessions, Session rotated, byte[]? from, CancellationToken ct) =>
        await sessions.Where(s => s.Id == rotated.Id && s.RefreshHash == from && s.EndedAt == null).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.RefreshHash, rotated.RefreshHash)
            .SetProperty(s => s.LastSeenAt, rotated.LastSeenAt)
            .SetProperty(s => s.ExpiresAt, rotated.ExpiresAt), ct) == 1;

    /// <summary>
    /// The user as they are now, held until the transaction under way ends: what is decided about sign-ins, tries and codes of
    /// one person is decided one after the other.
    /// </summary>
    public static async Task<User?> HoldUser(this FrontdeskDb db, Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select from users where id = {id} for no key update", ct);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == id, ct) is not { } user)
        {
            return null;
        }

        await db.Entry(user).ReloadAsync(ct); // it may have been read before it was held
        return user;
    }

    internal sealed class Users : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> table)
        {
            table.ToTable("users");
            table.Property(u => u.Name).HasComputedColumnSql("trim(first_name || ' ' || last_name)", stored: true);
        }
    }

    internal sealed class Sessions : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> table)
        {
            table.ToTable("sessions");
            table.Ignore(s => s.Proof);
            table.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
            table.HasOne<Workspace>().WithMany().HasForeignKey(s => s.WorkspaceId);
        }
    }
}
