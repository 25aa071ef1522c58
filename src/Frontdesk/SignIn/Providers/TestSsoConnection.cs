using Frontdesk.Platform.Database;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Providers;

/// <summary>Asks a connection's provider who it is, without signing anybody in.</summary>
public sealed class TestSsoConnection(FrontdeskDb db, KnownProviders known, Discovery discovery, TimeProvider clock)
{
    /// <summary>The connection with what was wrong in <see cref="SsoConnection.LastError"/>; null where there is no such one.</summary>
    public async Task<SsoConnection?> Of(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.SsoConnections.ManagedBy(agent).SingleOrDefaultAsync(c => c.Id == id, ct) is not { } connection)
        {
            return null;
        }

        try
        {
            await discovery.Keys(await discovery.Of(known.Of(connection), ct, anew: true), ct, anew: true);
            connection.Works();
        }
        catch (ProviderFailedException failed)
        {
            connection.Failed(failed.Message, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(ct);
        return connection;
    }
}

/// <summary>Writes down why a sign-in through a connection failed, for whoever set it up.</summary>
public sealed partial class ProviderFailures(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ProviderFailures> log)
{
    public async Task Note(IdentityProvider provider, string why, CancellationToken ct)
    {
        Failed(provider.Method, why);
        if (provider.Connection is not { } connection)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(connection.WorkspaceId);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        if (await db.SsoConnections.SingleOrDefaultAsync(c => c.Id == connection.Id, ct) is { } stored)
        {
            stored.Failed(why, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A sign-in with {Provider} failed: {Why}")]
    private partial void Failed(string provider, string why);
}
