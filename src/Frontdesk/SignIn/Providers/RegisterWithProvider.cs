using System.Security.Cryptography;
using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.SignIn.Providers;

/// <summary>Somebody new whom a provider for everybody vouches for, between its answer and the company's name.</summary>
public sealed record Newcomer(string Method, string Subject, string Email, string Name, DateTimeOffset At);

/// <summary>Carries a newcomer to the question for the company, in a protected cookie of half an hour.</summary>
public sealed class Newcomers(IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Cookie = "fd_newcomer";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly IDataProtector _protector = protection.CreateProtector("sign-in.newcomer");

    public void Carry(IdentityProvider provider, ProviderIdentity identity, HttpContext http) => http.Response.Cookies.Append(Cookie,
        _protector.Protect(JsonSerializer.Serialize(new Newcomer(provider.Method, identity.Subject, identity.Email!, identity.NameOrAddress, clock.GetUtcNow()), Json.Options)),
        Options(http, Longest));

    public Newcomer? Find(HttpContext http)
    {
        try
        {
            return http.Request.Cookies[Cookie] is { Length: < 4000 } carried
                && JsonSerializer.Deserialize<Newcomer>(_protector.Unprotect(carried), Json.Options) is { } newcomer && clock.GetUtcNow() - newcomer.At < Longest
                ? newcomer
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options(http, null));

    private static CookieOptions Options(HttpContext http, TimeSpan? age) => new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/sign-in/company",
        MaxAge = age,
        IsEssential = true,
    };
}

/// <summary>Creates the account of somebody whose address a provider has proved, and the workspace they own.</summary>
public sealed class RegisterWithProvider(IServiceScopeFactory scopes, SignInLimits limits, TimeProvider clock)
{
    public async Task<(User? User, Errors? Errors)> As(Newcomer newcomer, string companyName, string? name, HttpContext http, CancellationToken ct)
    {
        var errors = new Errors()
            .Unless(companyName.Trim().Length is >= 2 and <= 100, "company_name", "The company's name has 2 to 100 characters.")
            .Unless((name ?? "").Length <= 100, "name", "Your name has at most 100 characters.");
        if (!errors.Any && limits.SignUp(http) is not null)
        {
            errors.Unless(false, "", "Too many accounts were created from here. Try again later.");
        }

        if (errors.Any)
        {
            return (null, errors);
        }

        return await Found(newcomer, CleanText.Of(companyName.Trim()), CleanText.Optional(name, 100) ?? newcomer.Name, ct) is { } user
            ? (user, null)
            : (null, new Errors().Unless(false, "", "This account exists by now. Sign in again."));
    }

    /// <summary>In a scope of its own: the browser may be signed in to another company.</summary>
    private async Task<User?> Found(Newcomer newcomer, string companyName, string name, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        var now = clock.GetUtcNow();
        var workspace = Workspace.Found(companyName, null, null, now);
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspace.Id);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var user = User.Register(newcomer.Email, name, null, now);
        user.Verify(now);
        user.SignedIn(now);
        if (await db.TakeFirstAccount(ct))
        {
            user.RunInstallation();
        }

        db.AddRange(workspace, Member.Join(workspace.Id, user, Role.Owner, now), ExternalLogin.Link(user.Id, newcomer.Method, newcomer.Subject, newcomer.Email, now));
        try
        {
            await db.SaveChangesAsync(ct);
            await db.CommitAsync(ct);
            return user;
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null; // the address or the provider's account has one by now
        }
    }
}
