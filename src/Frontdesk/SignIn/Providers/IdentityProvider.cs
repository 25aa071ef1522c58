using System.Text.Json;
using Frontdesk.Team;

namespace Frontdesk.SignIn.Providers;

/// <summary>Somebody else who vouches for people: Google, Microsoft, or what a workspace has set up.</summary>
/// <param name="Key">Its name in addresses: "google", "microsoft", or the connection's id.</param>
/// <param name="Method">What sessions and logins that come from it are marked with.</param>
/// <param name="Issuer">For Microsoft with "{tenantid}" in it.</param>
public sealed record IdentityProvider(string Key, string Method, string Name, string Issuer, string ClientId, string ClientSecret)
{
    private const string TenantPlace = "{tenantid}";

    /// <summary>Microsoft's "common", "organizations", "consumers", or one company's id; null elsewhere.</summary>
    public string? Tenant { get; init; }

    /// <summary>Set where the provider belongs to one workspace and speaks for nobody outside it.</summary>
    public OwnConnection? Connection { get; init; }

    public string CallbackPath => $"/sign-in/callback/{Key}";

    /// <summary>Where the discovery document begins.</summary>
    public string Address => Tenant is null ? Issuer : Issuer.Replace(TenantPlace, Tenant, StringComparison.Ordinal);

    /// <summary>What the discovery document must call itself. For many tenants Microsoft's has the place of the tenant in it.</summary>
    public string DiscoveredIssuer => IsForManyTenants ? Issuer : Address;

    private bool IsForManyTenants => Tenant is not null && !Guid.TryParse(Tenant, out _);

    /// <summary>What an id token must call its issuer; null where it names no tenant and must.</summary>
    public string? IssuerOf(JsonElement claims) => !IsForManyTenants
        ? Address
        : Guid.TryParse(claims.Text("tid"), out var tenant) ? Issuer.Replace(TenantPlace, tenant.ToString(), StringComparison.Ordinal) : null;

    /// <summary>Unique among all people whom this provider may send.</summary>
    public string SubjectOf(JsonElement claims, string subject) => IsForManyTenants ? $"{claims.Text("tid")}:{subject}" : subject;

    /// <summary>
    /// Whether the provider stands for the address. Microsoft's "email" is what a tenant's administrator typed; it counts
    /// where Microsoft has checked the domain's owner, or where the operator let in one tenant alone.
    /// </summary>
    public bool VouchesFor(JsonElement claims) => Tenant is null ? claims.IsTrue("email_verified") : !IsForManyTenants || claims.IsTrue("xms_edov");
}

/// <summary>The workspace behind a provider, and whom the provider may send there.</summary>
public sealed record OwnConnection(Guid Id, Guid WorkspaceId, string WorkspaceName, IReadOnlyList<string> EmailDomains, bool CreateMembers, Role DefaultRole)
{
    public bool Covers(string email) => EmailDomains.Contains(email[(email.LastIndexOf('@') + 1)..].ToLowerInvariant());
}

/// <summary>Who the provider says has come.</summary>
/// <param name="EmailVerified">Whether the provider stands for the address.</param>
public sealed record ProviderIdentity(string Subject, string? Email, bool EmailVerified, string? Name)
{
    public string NameOrAddress => Name ?? Email!.Split('@')[0];
}

/// <summary>The provider answered something that cannot be accepted, or nothing. The message is a sentence for people.</summary>
public sealed class ProviderFailedException(string message, Exception? inner = null) : Exception(message, inner);

internal static class Claims
{
    public static string? Text(this JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Some providers write it as a word or a number.</summary>
    public static bool IsTrue(this JsonElement claims, string name) => claims.TryGetProperty(name, out var value)
        && (value.ValueKind == JsonValueKind.True || value.ValueKind == JsonValueKind.String && value.GetString() is "true" or "1" || value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number == 1);
}
