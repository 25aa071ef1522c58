using System.Collections.Concurrent;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Layout;
using Frontdesk.Platform.Mail;
using Frontdesk.Platform.Signals;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Workspaces;

/// <summary>How a workspace has made the product its own.</summary>
public sealed record WorkspaceBrand(Guid WorkspaceId, string? ProductName, string? LogoFile, string? PrimaryColor, string? SecondaryColor)
{
    public string Name => ProductName ?? Brand.Own.Name;

    public Brand ToBrand() => new(Name, PrimaryColor ?? Brand.Own.Accent, LogoAddress.Of(LogoFile), PaletteAddress.Of(PrimaryColor, SecondaryColor));

    /// <summary>A letter to somebody of this workspace, under its name and in its colour.</summary>
    public Letter On(Letter letter) => letter with { From = Name, Accent = PrimaryColor is null ? letter.Accent : Palette.Of(PrimaryColor, null)[0].Light };
}

/// <summary>Brands by workspace, remembered until one changes; a lost signal shows for ten seconds at most.</summary>
public sealed class Brands
{
    private const string Kind = "brand";
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, (WorkspaceBrand? Brand, DateTimeOffset Until)> _known = new();
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;

    public Brands(IServiceScopeFactory scopes, ISignals signals, TimeProvider clock)
    {
        (_scopes, _clock) = (scopes, clock);
        signals.On(Kind, id => _known.TryRemove(Guid.Parse(id), out _));
        signals.OnGap(_known.Clear);
    }

    public static Signal Changed(Guid workspaceId) => new(Kind, workspaceId.ToString());

    /// <summary>Null where there is no such workspace.</summary>
    public async ValueTask<WorkspaceBrand?> Of(Guid workspaceId, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        if (_known.TryGetValue(workspaceId, out var known) && known.Until > now)
        {
            return known.Brand;
        }

        var brand = await Load(workspaceId, ct);
        if (_known.Count > 10_000)
        {
            _known.Clear(); // somebody is guessing
        }

        _known[workspaceId] = (brand, now + Memory);
        return brand;
    }

    /// <summary>For a letter of a workspace: it is written when it is sent, so the brand is there.</summary>
    public async ValueTask<WorkspaceBrand> OnLetters(Guid workspaceId, CancellationToken ct) =>
        await Of(workspaceId, ct) ?? new WorkspaceBrand(workspaceId, null, null, null, null);

    private async Task<WorkspaceBrand?> Load(Guid workspaceId, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspaceId);
        return await scope.ServiceProvider.GetRequiredService<FrontdeskDb>().Workspaces.AsNoTracking().Where(w => w.Id == workspaceId)
            .Select(w => new WorkspaceBrand(w.Id, w.ProductName, w.LogoFile, w.PrimaryColor, w.SecondaryColor)).SingleOrDefaultAsync(ct);
    }
}

/// <summary>A logo's public address: its name cannot be guessed, and another logo has another name.</summary>
public static class LogoAddress
{
    public const string Path = "/branding/logo/";

    public static string? Of(string? file) => file is null ? null : $"{Path}{file.Replace("/", "", StringComparison.Ordinal)}.png";

    /// <summary>The workspace and the file that a name speaks of.</summary>
    public static (Guid WorkspaceId, string File)? Read(string name) =>
        name is { Length: 68 } && name.EndsWith(".png", StringComparison.Ordinal) && Guid.TryParseExact(name[..32], "N", out var workspace) && Guid.TryParseExact(name[32..64], "N", out _)
            ? (workspace, $"{name[..32]}/{name[32..64]}")
            : null;
}

/// <summary>The colours stand in the stylesheet's address, so that it needs no look-up and never grows stale.</summary>
public static class PaletteAddress
{
    public static string? Of(string? primary, string? secondary) =>
        primary is null && secondary is null ? null : $"/branding/colors/{(primary ?? Platform.Layout.Brand.Own.Accent)[1..]}{(secondary is null ? "" : "-" + secondary[1..])}.css";

    public static (string Primary, string? Secondary)? Read(string name) => name.Split('-') switch
    {
        [var one] when Palette.IsHex("#" + one) => ("#" + one, null),
        [var one, var two] when Palette.IsHex("#" + one) && Palette.IsHex("#" + two) => ("#" + one, "#" + two),
        _ => null,
    };
}
