using System.Net.Mail;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.SignIn;

/// <summary>What a new owner says of themselves and their company.</summary>
public sealed record Registration(string Email, string Password, string CompanyName, string? Name = null, string? WebsiteUrl = null, string? Industry = null)
{
    public Errors Check() => new Errors()
        .Unless(Email.Length <= 254 && MailAddress.TryCreate(Email, out var parsed) && parsed.Address == Email.Trim(), "email", "Write an e-mail address like name@company.com.")
        .Unless(PasswordRules.Accept(Password), "password", PasswordRules.InWords)
        .Unless(CompanyName.Trim().Length is >= 2 and <= 100, "company_name", "The company's name has 2 to 100 characters.")
        .Unless((Name ?? "").Length <= 100, "name", "Your name has at most 100 characters.")
        .Unless(string.IsNullOrWhiteSpace(WebsiteUrl) || Uri.TryCreate(WebsiteUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https", "website_url", "Write the website as https://company.com.")
        .Unless((Industry ?? "").Length <= 100, "industry", "The industry has at most 100 characters.");
}

/// <summary>What became of a registration: a session, or what is wrong, or how long to wait.</summary>
public sealed record Registered(Session? Session, Membership? Membership, User? User, Errors? Errors, TimeSpan? Wait)
{
    internal static Registered Refused(Errors errors) => new(null, null, null, errors, null);
}

/// <summary>Creates an account, its workspace and its owner, and signs them in.</summary>
public sealed class Register(IServiceScopeFactory scopes, StartSession start, SignInLimits limits, IPasswordHasher<User> hasher, TimeProvider clock)
{
    private const string AddressRefused = "This e-mail address cannot be used. If you already have an account, sign in.";

    public async Task<Registered> As(Registration registration, HttpContext http, CancellationToken ct)
    {
        if (registration.Check() is { Any: true } errors)
        {
            return Registered.Refused(errors);
        }

        if (limits.SignUp(http) is { } wait)
        {
            return new Registered(null, null, null, null, wait);
        }

        if (await Found(registration, ct) is not { } owner || await start.For(owner, new SignInProof(SignInMethods.Password), http, ct) is not var (session, membership))
        {
            return Registered.Refused(new Errors().Unless(false, "email", AddressRefused));
        }

        return new Registered(session, membership, owner, null, null);
    }

    /// <summary>Null where the address is taken. In a scope of its own: who registers may be signed in to another company.</summary>
    private async Task<User?> Found(Registration registration, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        var now = clock.GetUtcNow();
        var email = registration.Email.Trim();
        if (await db.Users.AnyAsync(u => u.NormalizedEmail == User.Normalize(email), ct))
        {
            return null;
        }

        var user = User.Register(email, CleanText.Optional(registration.Name, 100) ?? email[..email.IndexOf('@', StringComparison.Ordinal)], null, now);
        user.UsePassword(hasher.HashPassword(user, registration.Password));
        var workspace = Workspace.Found(registration.CompanyName.Trim(), CleanText.Optional(registration.WebsiteUrl, 500), CleanText.Optional(registration.Industry, 100), now);
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspace.Id);
        user.Verify(now);
        db.AddRange(workspace, Member.Join(workspace.Id, user, Role.Owner, now));
        try
        {
            await db.SaveChangesAsync(ct);
            return user;
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null; // registered twice at the same moment
        }
    }
}

/// <summary>At least 8 characters with an upper-case letter, a digit and a special character.</summary>
public static class PasswordRules
{
    public const string InWords = "Use at least 8 characters with an upper-case letter, a digit and a special character.";

    public static bool Accept(string password) =>
        password.Length is >= 8 and <= 200 && password.Any(char.IsUpper) && password.Any(char.IsDigit) && password.Any(c => !char.IsLetterOrDigit(c));
}
