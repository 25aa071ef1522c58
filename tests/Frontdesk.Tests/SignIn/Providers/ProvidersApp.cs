using System.Text.RegularExpressions;
using Frontdesk.SignIn.Providers;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Frontdesk.Tests.SignIn.Providers;

/// <summary>An installation that knows Google and Microsoft, both played by scripted issuers, and keeps its letters.</summary>
public sealed class ProvidersApp(TestPostgres postgres) : FrontdeskApp(postgres)
{
    public static readonly Guid Tenant = Guid.Parse("11111111-2222-3333-4444-555555555555");

    public ScriptedIssuer Google { get; } = ScriptedIssuer.Start();

    public ScriptedIssuer Microsoft { get; } = ScriptedIssuer.Start();

    protected override void Adjust(WebApplicationBuilder builder)
    {
        builder.Configuration["FRONTDESK_GOOGLE_CLIENT_ID"] = ScriptedIssuer.ClientId;
        builder.Configuration["FRONTDESK_GOOGLE_CLIENT_SECRET"] = ScriptedIssuer.Secret;
        builder.Configuration["FRONTDESK_GOOGLE_ISSUER"] = Google.Origin;
        builder.Configuration["FRONTDESK_MICROSOFT_CLIENT_ID"] = ScriptedIssuer.ClientId;
        builder.Configuration["FRONTDESK_MICROSOFT_CLIENT_SECRET"] = ScriptedIssuer.Secret;
        builder.Configuration["FRONTDESK_MICROSOFT_ISSUER"] = Microsoft.Origin + "/{tenantid}/v2.0";
        builder.Services.AddSingleton(new ProviderPatience { Wait = TimeSpan.FromSeconds(5) });
    }

    public Browser Browser(Node? node = null) => new(node ?? Node);

    public static string Address(string domain = "corp.test") => $"{Guid.NewGuid():N}@{domain}";

    /// <summary>A workspace's own provider, set up over the API.</summary>
    public static async Task<Guid> Connects(Agent owner, ScriptedIssuer issuer, string domain = "corp.test", bool createMembers = false) =>
        (await owner.Post("/api/v1/sso-connections", new
        {
            name = "Corp",
            issuer = issuer.Origin,
            client_id = ScriptedIssuer.ClientId,
            client_secret = ScriptedIssuer.Secret,
            email_domains = new[] { domain },
            create_members = createMembers,
        })).Ok()["id"].GetGuid();

    /// <summary>The newest letter of a workspace's own sign-in to an address.</summary>
    public Task<string> Letter(string to) => Eventually.Find(() => Task.FromResult(Mails(to).LastOrDefault(mail => mail.Text.Contains("signed in to") || mail.Text.Contains("sign in to"))?.Text), $"a letter to {to}");

    /// <summary>What follows the "#" of a letter's link.</summary>
    public static string TokenIn(string letter) => Regex.Match(letter, @"/sign-in/confirm#(fda_[0-9a-f]+)").Groups[1].Value.NotEmpty(letter);
}

internal static class Texts
{
    public static string NotEmpty(this string text, string where)
    {
        text.ShouldNotBeEmpty(where);
        return text;
    }
}
