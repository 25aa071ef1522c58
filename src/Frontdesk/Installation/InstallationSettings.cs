using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Signals;

namespace Frontdesk.Installation;

/// <summary>Who may found a workspace here.</summary>
public enum RegistrationMode
{
    Open,

    /// <summary>Only people whom a workspace has invited get an account, as its members.</summary>
    Invitation,
    Closed,
}

/// <summary>What those who run the installation have decided for all of it.</summary>
public sealed record InstallationSettings
{
    public RegistrationMode Registration { get; init; } = RegistrationMode.Open;

    /// <summary>A sentence above every page for everybody who is signed in; empty for none.</summary>
    public string Notice { get; init; } = "";

    public string DefaultPlan { get; init; } = Plans.SelfHosted;

    /// <summary>For how many of a hundred workspaces a switch is on, by its name.</summary>
    public Dictionary<string, int> Rollout { get; init; } = [];
}

public static class Plans
{
    public const string SelfHosted = "self_hosted";

    public static readonly string[] All = ["free", "starter", "professional", "enterprise", SelfHosted];
}

/// <summary>The settings as this node knows them. A lost signal shows for ten seconds at most.</summary>
public sealed class KnownSettings
{
    public const string Signal = "installation";
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    private readonly DataSources _databases;
    private readonly TimeProvider _clock;
    private volatile Remembered? _known;

    public KnownSettings(DataSources databases, ISignals signals, TimeProvider clock)
    {
        (_databases, _clock) = (databases, clock);
        signals.On(Signal, _ => Forget());
        signals.OnGap(Forget);
    }

    /// <summary>The next look reads them anew.</summary>
    public void Forget() => _known = null;

    public async ValueTask<InstallationSettings> Now(CancellationToken ct)
    {
        if (_known is { } known && known.Until > _clock.GetUtcNow())
        {
            return known.Settings;
        }

        await using var command = _databases.Application.CreateCommand("select value::text from installation where name = 'settings'");
        var settings = await command.ExecuteScalarAsync(ct) is string text ? Stored.Parse<InstallationSettings>(text) : new InstallationSettings();
        _known = new Remembered(settings, _clock.GetUtcNow() + Memory);
        return settings;
    }

    /// <summary>Null where anybody may found a workspace now, else the reason for those who may not.</summary>
    public async ValueTask<Refused?> RefuseFounding(CancellationToken ct) => (await Now(ct)).Registration switch
    {
        RegistrationMode.Open => null,
        RegistrationMode.Invitation => new Refused("registration_by_invitation", "Accounts come by invitation here. Ask an owner or admin of your workspace to invite you."),
        _ => new Refused("registration_closed", "Nobody can register here at the moment."),
    };

    private sealed record Remembered(InstallationSettings Settings, DateTimeOffset Until);
}
