using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Frontdesk.Platform;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Mail;
using Frontdesk.Tests.Harness;
using Frontdesk.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Workspaces;

/// <summary>A company's own name, logo, colours and address.</summary>
public sealed class WhiteLabel(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private static readonly (string, string) AsPage = ("Accept", "text/html");

    /// <summary>A red dot.</summary>
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    [Fact]
    public async Task Pages_and_letters_wear_the_workspaces_brand_and_no_others()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));

        (await shop.Sarah.Patch("/api/v1/branding", new { product_name = "Talkhub <1>", primary_color = "#B34700", secondary_color = "#004d40" })).Ok();

        var page = await Eventually.Find(async () => (await Page(shop.Sarah, "/inbox")).Text is var text && text.Contains("Talkhub") ? text : null, "the brand to show");
        page.ShouldContain("Talkhub &lt;1&gt;");
        page.ShouldContain("/branding/colors/b34700-004d40.css");
        (await Page(other.Sarah, "/inbox")).Text.ShouldNotContain("/branding/colors/");
        (await app.Node.Get("/branding/colors/b34700-004d40.css")).Ok().Text.ShouldStartWith(":root{--accent:light-dark(#b34700,");
        var letter = (await app.Services.GetRequiredService<Brands>().Of(shop.WorkspaceId, TestContext.Current.CancellationToken))!.On(new Letter("a@b.test", "Hello", ["Hi"]));
        (letter.From, letter.Accent).ShouldBe(("Talkhub <1>", "#b34700"));
        await shop.Invites("mia@company.test");
        (await app.Mail("mia@company.test", "Join")).Subject.ShouldBe("Join Tarnholt on Talkhub <1>");
        await other.Invites("noa@company.test");
        (await app.Mail("noa@company.test", "Join")).Subject.ShouldBe("Join Other on Frontdesk");
    }

    [Theory]
    [InlineData("product_name", "A name that is longer than the forty letters allowed")]
    [InlineData("primary_color", "red")]
    [InlineData("primary_color", "#12345")]
    [InlineData("secondary_color", "#123456;}body{display:none")]
    [InlineData("custom_domain", "127.0.0.1")]
    [InlineData("custom_domain", "[::1]")]
    [InlineData("custom_domain", "localhost")]
    [InlineData("custom_domain", "chat")]
    [InlineData("custom_domain", "chat.internal")]
    [InlineData("custom_domain", "chat.company.com/path")]
    [InlineData("custom_domain", "chat.company.com:8080")]
    [InlineData("custom_domain", "user@chat.company.com")]
    [InlineData("custom_domain", "*.company.com")]
    public async Task What_cannot_be_used_is_refused_by_its_field(string field, string value)
    {
        var shop = await app.Shop();

        (await shop.Sarah.Patch("/api/v1/branding", new Dictionary<string, string> { [field] = value })).Refused(422, "invalid_fields")["errors"].TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("/branding/colors/red.css")]
    [InlineData("/branding/colors/123456-.css")]
    [InlineData("/branding/colors/123456-123456-123456.css")]
    [InlineData("/branding/logo/nothing.png")]
    [InlineData("/branding/logo/00000000000000000000000000000000000000000000000000000000000000000.png")]
    public async Task Addresses_that_nothing_made_lead_nowhere(string path) => (await app.Node.Get(path)).Status.ShouldBe(404);

    [Fact]
    public async Task A_logo_is_made_anew_and_shown_to_everybody_who_has_its_name()
    {
        var shop = await app.Shop();
        var made = (await Upload(shop.Sarah, [.. Png, .. "<script>alert(1)</script>"u8])).Ok()["logo_url"].GetString()!;

        var shown = await Eventually.Find(async () => await app.Node.Get(made) is { Status: 200 } reply ? reply : null, "the logo to show");
        shown.Headers["Content-Type"].ShouldBe(["image/png"]);
        shown.Headers["X-Content-Type-Options"].ShouldBe(["nosniff"]);
        shown.Headers["Cache-Control"].Single().ShouldContain("immutable");
        shown.Text.ShouldNotContain("script");
        (await Page(shop.Sarah, "/inbox")).Text.ShouldContain(made);

        (await shop.Sarah.Delete("/api/v1/branding/logo")).Ok()["logo_url"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        await Eventually.True(async () => (await app.Node.Get(made)).Status == 404, "the logo to be gone");
    }

    [Fact]
    public async Task Another_file_of_the_workspace_is_no_logo()
    {
        var shop = await app.Shop();
        using var form = new MultipartFormDataContent { { new StringContent(shop.ChatbotId.ToString()), "chatbot_id" }, { new ByteArrayContent("Our prices are secret."u8.ToArray()), "file", "prices.txt" } };
        (await app.Node.Send(HttpMethod.Post, "/api/v1/knowledge-base/documents", form, shop.Sarah.AccessToken)).Ok();
        var file = await app.Value<string>("select file_id from sources where workspace_id = $1", shop.WorkspaceId);

        (await app.Node.Get(LogoAddress.Of(file)!)).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("GIF89a")]
    [InlineData("")]
    public async Task What_is_no_picture_is_no_logo(string content)
    {
        var shop = await app.Shop();

        (await Upload(shop.Sarah, System.Text.Encoding.UTF8.GetBytes(content))).Refused(422, "invalid_fields");
    }

    [Fact]
    public async Task Only_who_runs_the_workspace_changes_its_looks()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");

        (await mike.Patch("/api/v1/branding", new { product_name = "Mike's" })).Refused(403, "not_permitted");
        (await Upload(mike, Png)).Refused(403, "not_permitted");
        (await Page(mike, "/settings/branding")).Status.ShouldBe(403);
        (await Page(shop.Sarah, "/settings/branding")).Ok();
    }

    [Fact]
    public async Task A_host_name_is_a_companys_once_DNS_says_so()
    {
        await using var dns = new ScriptedDns();
        var node = await With(dns);
        var shop = await app.Shop();
        shop.Sarah.Node = node;
        var host = NewHost();
        var set = (await shop.Sarah.Patch("/api/v1/branding", new { custom_domain = host.ToUpperInvariant(), product_name = "Talkhub" })).Ok()["custom_domain"];
        var record = set.GetProperty("records")[0];
        (record.GetProperty("type").GetString(), record.GetProperty("name").GetString()).ShouldBe(("TXT", $"_frontdesk.{host}"));

        (await shop.Sarah.Post("/api/v1/branding/domain/check")).Refused(409, "domain_not_proved");
        dns.Texts[$"_frontdesk.{host}"] = ["frontdesk-verify=somebody-elses"];
        (await shop.Sarah.Post("/api/v1/branding/domain/check")).Refused(409, "domain_not_proved");
        (await node.Get($"/api/internal/domain-check?domain={host}")).Status.ShouldBe(404);
        (await node.Get("/sign-in", null, AsPage, ("Host", host))).Status.ShouldBe(421);

        dns.Texts[$"_frontdesk.{host}"] = ["something else", record.GetProperty("value").GetString()!];
        (await shop.Sarah.Post("/api/v1/branding/domain/check")).Ok();

        await Eventually.True(async () => (await node.Get($"/api/internal/domain-check?domain={host}")).Status == 200, "the name to be known");
        var signIn = (await node.Get("/sign-in", null, AsPage, ("Host", host))).Ok().Text;
        signIn.ShouldContain("Sign in · Talkhub");
        (await node.Get("/sign-in", null, AsPage, ("Host", "desk.frontdesk.com"))).Ok().Text.ShouldContain("Sign in · Frontdesk");
        (await node.Get($"/widget/{shop.AppKey}.js", null, ("Host", host))).Ok().Text.ShouldContain($"\"origin\":\"https://{host}\"");
        (await node.Get($"/widget/{shop.AppKey}.js", null, ("Host", "evil.test"))).Ok().Text.ShouldContain("\"origin\":\"https://desk.frontdesk.com\"");
    }

    [Fact]
    public async Task Two_workspaces_may_want_a_name_and_one_has_it()
    {
        await using var dns = new ScriptedDns();
        var node = await With(dns);
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        var host = NewHost();
        var values = new List<string>();
        foreach (var sarah in new[] { shop.Sarah, other.Sarah })
        {
            sarah.Node = node;
            values.Add((await sarah.Patch("/api/v1/branding", new { custom_domain = host })).Ok()["custom_domain"].GetProperty("records")[0].GetProperty("value").GetString()!);
        }

        dns.Texts[$"_frontdesk.{host}"] = [.. values];

        (await shop.Sarah.Post("/api/v1/branding/domain/check")).Ok();
        (await other.Sarah.Post("/api/v1/branding/domain/check")).Refused(409, "domain_taken");
    }

    [Fact]
    public async Task A_proof_that_stays_away_for_days_ends_it_and_silence_does_not()
    {
        await using var dns = new ScriptedDns();
        var node = await With(dns);
        var shop = await app.Shop();
        shop.Sarah.Node = node;
        var host = NewHost();
        dns.Texts[$"_frontdesk.{host}"] = [(await shop.Sarah.Patch("/api/v1/branding", new { custom_domain = host })).Ok()["custom_domain"].GetProperty("records")[0].GetProperty("value").GetString()!];
        (await shop.Sarah.Post("/api/v1/branding/domain/check")).Ok();

        dns.Fails = 2;
        await Recheck(node, shop);
        (await Missing(shop)).ShouldBeFalse();

        (dns.Fails, dns.Texts[$"_frontdesk.{host}"]) = (0, []);
        await Recheck(node, shop);
        (await Missing(shop)).ShouldBeTrue();
        (await app.Value<bool>("select custom_domain_verified_at is not null from workspaces where id = $1", shop.WorkspaceId)).ShouldBeTrue();

        await app.Execute("update workspaces set custom_domain_missing_since = now() - interval '4 days' where id = $1", shop.WorkspaceId);
        await Recheck(node, shop);
        (await app.Value<bool>("select custom_domain_verified_at is null from workspaces where id = $1", shop.WorkspaceId)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("desk.frontdesk.com", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("localhost:5080", 200)]
    [InlineData("evil.test", 421)]
    [InlineData("desk.frontdesk.com.evil.test", 421)]
    [InlineData("10.0.0.1", 421)]
    public async Task With_a_public_address_the_dashboard_answers_under_no_strangers_name(string host, int status)
    {
        await using var dns = new ScriptedDns();
        var node = await With(dns);

        (await node.Get("/sign-in", null, AsPage, ("Host", host))).Status.ShouldBe(status);
        (await node.Get("/health/live", null, ("Host", host))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_strangers_name_for_this_server_is_no_allowed_website()
    {
        await using var dns = new ScriptedDns();
        var node = await With(dns);
        var shop = await app.Shop();
        await shop.Changes(new { allowed_domains = new[] { "company.com" } });
        var ann = shop.Visitor("Ann", node);
        await Eventually.True(async () => (await ann.Sends("Hello", null, ("Origin", "https://evil.test"))).Status == 403, "the new setting to hold");

        (await ann.Sends("Hello", null, ("Host", "evil.test"), ("Origin", "https://evil.test"))).Refused(403, "origin_not_allowed");
        (await ann.Sends("Hello", null, ("Host", "desk.frontdesk.com"), ("Origin", "https://desk.frontdesk.com"))).Ok();
    }

    [Fact]
    public void Certificates_are_chosen_by_name_and_renewed_without_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("frontdesk-certificates-");
        using var certificates = new Certificates(folder.FullName, NullLogger<Certificates>.Instance);
        certificates.For("chat.company.com").ShouldBeNull();

        Write(folder, "chat.company.com", "first");
        Write(folder, "_.company.com", "any");
        certificates.For("CHAT.company.com")!.Subject.ShouldBe("CN=first");
        certificates.For("other.company.com")!.Subject.ShouldBe("CN=any");
        certificates.For("../chat.company.com").ShouldBeNull();
        certificates.For("elsewhere.test").ShouldBeNull();

        Write(folder, "chat.company.com", "second");
        File.SetLastWriteTimeUtc(Path.Combine(folder.FullName, "chat.company.com.pem"), DateTime.UtcNow.AddMinutes(1));
        certificates.For("chat.company.com")!.Subject.ShouldBe("CN=second");
        certificates.For("chat.company.com")!.HasPrivateKey.ShouldBeTrue();
        folder.Delete(recursive: true);
    }

    private static void Write(DirectoryInfo folder, string name, string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder.FullName, name + ".pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder.FullName, name + ".key"), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>A server that is known as desk.frontdesk.com and asks the scripted DNS.</summary>
    private Task<Node> With(ScriptedDns dns) => app.SecondNode(builder =>
    {
        builder.Services.AddSingleton(new DnsText([dns.Address]));
        builder.Services.AddSingleton(services => new StartOptions("serve", "http://127.0.0.1:0", Path.GetTempPath(), "https://desk.frontdesk.com", app.ConnectionString, Demo: false, null, []));
    });

    private static string NewHost() => $"chat-{Guid.NewGuid().ToString("N")[..8]}.company.com";

    private static async Task Recheck(Node node, Shop shop)
    {
        await using var scope = node.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Frontdesk.Platform.Database.Tenant>().Bind(shop.WorkspaceId);
        await scope.ServiceProvider.GetRequiredService<CheckDomain>().Run(new RecheckDomain(shop.WorkspaceId), new JobRun(Guid.Empty, 1, false), TestContext.Current.CancellationToken);
    }

    private Task<bool> Missing(Shop shop) => app.Value<bool>("select custom_domain_missing_since is not null from workspaces where id = $1", shop.WorkspaceId);

    private Task<Reply> Page(Agent agent, string path) => app.Node.Get(path, agent.AccessToken, AsPage);

    private async Task<Reply> Upload(Agent agent, byte[] content)
    {
        using var form = new MultipartFormDataContent();
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        form.Add(file, "logo", "logo.png");
        return await app.Node.Send(HttpMethod.Post, "/api/v1/branding/logo", form, agent.AccessToken);
    }
}
