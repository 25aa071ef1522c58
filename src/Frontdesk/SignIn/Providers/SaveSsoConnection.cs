using System.Text.RegularExpressions;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.SignIn.Security;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Providers;

/// <summary>What is said of a connection. What is absent stays as it is.</summary>
/// <param name="Issuer">As the provider writes it, to the letter: "https://login.company.com".</param>
/// <param name="ClientSecret">Stored encrypted and never returned.</param>
/// <param name="EmailDomains">Whose people it may sign in: "company.com". 1 to 20.</param>
/// <param name="CreateMembers">Whether somebody it sends who is no member yet becomes one.</param>
/// <param name="DefaultRole">What they become: admin, agent or viewer.</param>
public sealed record SsoConnectionRequest(
    string? Name = null, string? Issuer = null, string? ClientId = null, string? ClientSecret = null, IReadOnlyList<string?>? EmailDomains = null,
    bool? CreateMembers = null, Role? DefaultRole = null, bool? Enabled = null)
{
    public SsoSettings ApplyTo(SsoSettings settings) => new(
        Name?.Trim() ?? settings.Name,
        Issuer?.Trim() ?? settings.Issuer,
        ClientId?.Trim() ?? settings.ClientId,
        EmailDomains is null ? settings.EmailDomains : [.. EmailDomains.Select(d => (d ?? "").Trim().TrimStart('@').ToLowerInvariant()).Where(d => d.Length > 0).Distinct()],
        CreateMembers ?? settings.CreateMembers, DefaultRole ?? settings.DefaultRole, Enabled ?? settings.Enabled);
}

/// <summary>What became of saving: the connection, or what is wrong with it, or why it may not be now.</summary>
public sealed record SavedConnection(SsoConnection? Connection, Errors? Errors = null, Refused? Refused = null);

/// <summary>Sets up a workspace's own provider, and changes it.</summary>
public sealed partial class SaveSsoConnection(FrontdeskDb db, ClientSecrets secrets, OwnersWayIn ways, EndSessions end, TimeProvider clock)
{
    private const int Most = 10;
    private static readonly SsoSettings Empty = new("", "", "", [], false, Role.Agent, true);

    public async Task<SavedConnection> New(SsoConnectionRequest request, CurrentAgent agent, CancellationToken ct)
    {
        var settings = request.ApplyTo(Empty);
        if (Check(settings, request.ClientSecret).Unless(!string.IsNullOrWhiteSpace(request.ClientSecret), "client_secret", "Enter the secret that the provider gave for this client.") is { Any: true } errors)
        {
            return new(null, errors);
        }

        if (await db.SsoConnections.CountAsync(ct) >= Most)
        {
            return new(null, Refused: new Refused("too_many_connections", $"A workspace has at most {Most} connections. Delete one that is not used."));
        }

        var now = clock.GetUtcNow();
        var connection = SsoConnection.SetUp(agent.WorkspaceId, settings, now);
        connection.KeepSecret(secrets.Seal(request.ClientSecret!.Trim()));
        db.Add(connection);
        db.Record(AuditEntry.By(agent, "sso_connection.created", connection.Id, connection.Name, now, after: settings));
        await db.SaveChangesAsync(ct);
        return new(connection);
    }

    /// <summary>All empty where the agent's workspace has no such connection.</summary>
    public async Task<SavedConnection> Change(Guid id, SsoConnectionRequest request, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.SsoConnections.ManagedBy(agent).SingleOrDefaultAsync(c => c.Id == id, ct) is not { } connection)
        {
            return new(null);
        }

        var (before, settings) = (connection.Settings, request.ApplyTo(connection.Settings));
        if (Check(settings, request.ClientSecret) is { Any: true } errors)
        {
            return new(null, errors);
        }

        if (before.Enabled && (!settings.Enabled || settings.Issuer != before.Issuer) && !await ways.StaysOpenWithout(connection, ct))
        {
            return new(null, Refused: OwnersWayIn.WouldClose);
        }

        var now = clock.GetUtcNow();
        connection.Change(settings, now);
        if (request.ClientSecret?.Trim() is { Length: > 0 } secret)
        {
            connection.KeepSecret(secrets.Seal(secret));
        }

        if (settings.Issuer != before.Issuer)
        {
            await ForgetLinks(connection, ct);
        }

        if (settings.Issuer != before.Issuer || !settings.Enabled)
        {
            end.Of(await Sessions(connection, ct), "sso_connection_changed");
        }

        db.Record(AuditEntry.By(agent, "sso_connection.changed", connection.Id, connection.Name, now, before, settings));
        await db.SaveChangesAsync(ct);
        return new(connection);
    }

    public async Task<(bool Found, Refused? Refused)> Delete(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.SsoConnections.ManagedBy(agent).SingleOrDefaultAsync(c => c.Id == id, ct) is not { } connection)
        {
            return (false, null);
        }

        if (!await ways.StaysOpenWithout(connection, ct))
        {
            return (true, OwnersWayIn.WouldClose);
        }

        await ForgetLinks(connection, ct);
        end.Of(await Sessions(connection, ct), "sso_connection_deleted");
        db.Remove(connection);
        db.Record(AuditEntry.By(agent, "sso_connection.deleted", connection.Id, connection.Name, clock.GetUtcNow(), before: connection.Settings));
        await db.SaveChangesAsync(ct);
        return (true, null);
    }

    /// <summary>
    /// Another issuer may call anybody by the names that the first one used: were the links kept, an admin could point the
    /// connection at a provider of their own and come back as the owner.
    /// </summary>
    private async Task ForgetLinks(SsoConnection connection, CancellationToken ct)
    {
        var method = connection.Method;
        db.RemoveRange(await db.ExternalLogins.Where(l => l.Provider == method).ToListAsync(ct));
        db.RemoveRange(await db.SsoArrivals.Where(a => a.ConnectionId == connection.Id).ToListAsync(ct));
    }

    private async Task<List<Session>> Sessions(SsoConnection connection, CancellationToken ct)
    {
        var method = connection.Method;
        return await db.Sessions.Where(s => s.SignedInWith == method && s.WorkspaceId == connection.WorkspaceId && s.EndedAt == null).ToListAsync(ct);
    }

    private static Errors Check(SsoSettings settings, string? secret) => new Errors()
        .Unless(settings.Name.Length is >= 2 and <= 60, "name", "A name has 2 to 60 characters. People see it on the button.")
        .Unless(ProviderAddress.IsFine(settings.Issuer) && !settings.Issuer.Contains('?', StringComparison.Ordinal), "issuer", "Write the issuer as the provider does: https://login.company.com")
        .Unless(settings.ClientId.Length is >= 1 and <= 300, "client_id", "Enter the client id that the provider gave.")
        .Unless((secret ?? "").Length <= 500, "client_secret", "A client secret has at most 500 characters.")
        .Unless(settings.EmailDomains.Count is >= 1 and <= 20 && settings.EmailDomains.All(d => Domain().IsMatch(d)), "email_domains", "List 1 to 20 domains such as company.com, one a line.")
        .Unless(settings.DefaultRole != Role.Owner, "default_role", "Nobody becomes an owner by signing in. Choose admin, agent or viewer.");

    [GeneratedRegex(@"\A(?=.{3,253}\z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])\z")]
    private static partial Regex Domain();
}
