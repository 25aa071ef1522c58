using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Installation;

/// <summary>Changes what is given; what is left out stays.</summary>
public sealed record SettingsRequest(string? Registration = null, string? Notice = null, string? DefaultPlan = null, Dictionary<string, int>? Rollout = null)
{
    private const int LongestNotice = 300;

    public Errors Check() => new Errors()
        .Unless(Registration is null or "open" or "invitation" or "closed", "registration", "Choose open, invitation or closed.")
        .Unless((Notice ?? "").Length <= LongestNotice, "notice", $"The notice has at most {LongestNotice} characters.")
        .Unless(DefaultPlan is null || Plans.All.Contains(DefaultPlan), "default_plan", $"The plans are {string.Join(", ", Plans.All)}.")
        .Unless(Rollout is null || Rollout.Keys.All(name => FeatureSwitch.Find(name) is not null), "rollout", "There is no switch of this name.")
        .Unless(Rollout is null || Rollout.Values.All(percent => percent is >= 0 and <= 100), "rollout", "A share is between 0 and 100.");
}

public sealed class ChangeSettings(FrontdeskDb db, KnownSettings known, TimeProvider clock)
{
    private const long OneAtATime = 7_310_010;

    public async Task<Done> To(SettingsRequest request, CurrentAgent admin, CancellationToken ct)
    {
        if (request.Check() is { Any: true } errors)
        {
            return new Done(errors);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({OneAtATime})", ct);
        var stored = await db.Database.SqlQuery<string>($"select value::text as \"Value\" from installation where name = 'settings'").ToListAsync(ct);
        var before = stored.Count == 0 ? new InstallationSettings() : Stored.Parse<InstallationSettings>(stored[0]);
        var after = Applied(request, before);
        var text = JsonSerializer.Serialize(after, Json.Options);
        await db.Database.ExecuteSqlAsync($"insert into installation (name, value) values ('settings', {text}::jsonb) on conflict (name) do update set value = excluded.value", ct);
        var (old, now) = AuditChange.Between(before, after);
        db.Record(AuditEntry.ByInstallation(admin, null, "installation.settings_changed", null, null, clock.GetUtcNow(), old, now));
        db.Announce(new Signal(KnownSettings.Signal, ""));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        known.Forget();
        return Done.Well;
    }

    private static InstallationSettings Applied(SettingsRequest request, InstallationSettings before) => before with
    {
        Registration = request.Registration is { } mode ? SnakeCase.Parse<RegistrationMode>(mode) : before.Registration,
        Notice = request.Notice is { } notice ? CleanText.Of(notice).Trim() : before.Notice,
        DefaultPlan = request.DefaultPlan ?? before.DefaultPlan,
        Rollout = new Dictionary<string, int>([.. before.Rollout.Where(r => request.Rollout?.ContainsKey(r.Key) != true), .. request.Rollout ?? []]),
    };
}
