using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Files.Pictures;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Profile;

/// <summary>The portraits of people, made anew from what they upload.</summary>
public sealed class Avatars(FrontdeskDb db, PublicPictures pictures, TimeProvider clock)
{
    private const int Side = 256;

    /// <summary>Null for nobody's picture. Visitors see it, so its address says nothing about whose it is.</summary>
    public static string? Url(string? file) => file is null ? null : "/avatars/" + file;

    /// <summary>The new profile, or why the picture is not taken.</summary>
    public async Task<(ProfileView? Profile, string? Reason)> Use(Stream upload, CurrentAgent agent, CancellationToken ct)
    {
        var made = await Images.Reencode(upload, Side, Side, Fit.Cover, ct);
        return made.Png is { } png ? (await Replace(await pictures.Keep(png, ct), agent, ct), null) : (null, made.Reason);
    }

    public Task<ProfileView> Remove(CurrentAgent agent, CancellationToken ct) => Replace(null, agent, ct);

    private async Task<ProfileView> Replace(string? file, CurrentAgent agent, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(u => u.Id == agent.UserId, ct);
        var former = user.AvatarFile;
        user.UseAvatar(file);
        db.Record(AuditEntry.By(agent, "user.profile_changed", user.Id, user.Name, clock.GetUtcNow(), new { avatar_url = Url(former) }, new { avatar_url = Url(file) }));
        await db.SaveChangesAsync(ct);
        if (former is not null)
        {
            pictures.Forget(former);
        }

        return ProfileView.Of(user);
    }
}
