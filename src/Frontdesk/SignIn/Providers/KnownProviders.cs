using Frontdesk.Platform.Database;
using Frontdesk.Team;
using Npgsql;

namespace Frontdesk.SignIn.Providers;

/// <summary>Finds who vouches: what the operator has set up for everybody, and what workspaces have for themselves.</summary>
public sealed class KnownProviders
{
    private readonly List<IdentityProvider> _forEverybody = [];
    private readonly DataSources _databases;
    private readonly ClientSecrets _secrets;

    public KnownProviders(IConfiguration settings, DataSources databases, ClientSecrets secrets)
    {
        (_databases, _secrets) = (databases, secrets);
        if (settings["FRONTDESK_GOOGLE_CLIENT_ID"] is { Length: > 0 } google)
        {
            _forEverybody.Add(new(SignInMethods.Google, SignInMethods.Google, "Google", settings["FRONTDESK_GOOGLE_ISSUER"] ?? "https://accounts.google.com", google, settings["FRONTDESK_GOOGLE_CLIENT_SECRET"] ?? ""));
        }

        if (settings["FRONTDESK_MICROSOFT_CLIENT_ID"] is { Length: > 0 } microsoft)
        {
            _forEverybody.Add(new(SignInMethods.Microsoft, SignInMethods.Microsoft, "Microsoft", settings["FRONTDESK_MICROSOFT_ISSUER"] ?? "https://login.microsoftonline.com/{tenantid}/v2.0", microsoft, settings["FRONTDESK_MICROSOFT_CLIENT_SECRET"] ?? "")
            {
                Tenant = settings["FRONTDESK_MICROSOFT_TENANT"] is { Length: > 0 } tenant ? tenant : "common",
            });
        }
    }

    /// <summary>Those with a button on the way in.</summary>
    public IReadOnlyList<IdentityProvider> ForEverybody => _forEverybody;

    /// <summary>Null where nobody has set such a one up, or it is switched off.</summary>
    public async Task<IdentityProvider?> Find(string key, CancellationToken ct) =>
        Guid.TryParse(key, out var connection) ? await OfConnection(connection, ct) : _forEverybody.Find(p => p.Key == key);

    /// <summary>The connections for an address's domain, oldest first.</summary>
    public async Task<IReadOnlyList<SsoChoice>> For(string email, CancellationToken ct)
    {
        await using var command = _databases.Application.CreateCommand("select id, name, workspace_name from door_sso_of_domain($1)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = email[(email.LastIndexOf('@') + 1)..].Trim() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var choices = new List<SsoChoice>();
        while (await reader.ReadAsync(ct))
        {
            choices.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetString(2)));
        }

        return choices;
    }

    /// <summary>The provider of a connection that may be switched off just now.</summary>
    public IdentityProvider Of(SsoConnection connection) =>
        new(connection.Id.ToString(), connection.Method, connection.Name, connection.Issuer, connection.ClientId, _secrets.Open(connection.ClientSecretEncrypted));

    private async Task<IdentityProvider?> OfConnection(Guid id, CancellationToken ct)
    {
        await using var command = _databases.Application.CreateCommand("""
            select workspace_id, workspace_name, name, issuer, client_id, client_secret_encrypted, email_domains, create_members, default_role
            from door_sso_connection($1)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new(id.ToString(), SsoConnection.MethodOf(id), reader.GetString(2), reader.GetString(3), reader.GetString(4), _secrets.Open(reader.GetString(5)))
            {
                Connection = new(id, reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<string[]>(6), reader.GetBoolean(7), SnakeCase.Parse<Role>(reader.GetString(8))),
            }
            : null;
    }
}

/// <summary>A way in that fits an address.</summary>
public sealed record SsoChoice(Guid Id, string Name, string WorkspaceName);
