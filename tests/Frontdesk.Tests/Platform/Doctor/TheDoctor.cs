using Frontdesk.Platform;
using Frontdesk.Platform.Doctor;
using Frontdesk.Tests.Harness;
using Npgsql;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Doctor;

/// <summary>What `frontdesk doctor` sees, in health and in sickness.</summary>
public sealed class TheDoctor(FrontdeskApp app, TestPostgres postgres) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task A_healthy_installation_has_nothing_broken_and_every_wall_named()
    {
        var findings = await Examine(app.ConnectionString);

        findings.Where(f => f.Verdict == Verdict.Broken).ShouldBeEmpty();
        foreach (var table in new[] { "conversations", "messages", "members", "api_keys", "audit_log", "workspaces" })
        {
            findings.ShouldContain(f => f.Verdict == Verdict.Fine && f.Says == $"The wall around {table} stands.");
        }

        findings.ShouldContain(f => f.Says.Contains("answers at") && f.Verdict == Verdict.Fine);
    }

    [Theory]
    [InlineData("drop policy app on conversations", "conversations")]
    [InlineData("drop policy engine on messages", "messages")]
    [InlineData("alter table api_keys disable row level security", "api_keys")]
    [InlineData("create policy generous on members for select to frontdesk_app using (true)", "members")]
    [InlineData("alter policy app on chatbots using (true)", "chatbots")]
    [InlineData("create table memos (id uuid primary key, workspace_id uuid not null)", "memos")]
    public async Task A_wall_with_a_hole_is_named(string damage, string table)
    {
        var sick = await Damaged(damage);

        var broken = (await Examine(sick)).Where(f => f.Verdict == Verdict.Broken).ToList();

        broken.Count.ShouldBe(1);
        broken[0].Says.ShouldStartWith($"The wall around {table} ");
        broken[0].Do.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_schema_that_lacks_a_file_is_seen() =>
        (await Examine(await Damaged("delete from schema_migrations where name like '0002%'")))
            .ShouldContain(f => f.Verdict == Verdict.Broken && f.Says.Contains("0002_walls"));

    [Fact]
    public async Task A_database_that_is_away_and_an_open_folder_for_keys_are_seen()
    {
        var data = Directory.CreateTempSubdirectory("frontdesk-doctor-");
        var keys = Directory.CreateDirectory(Path.Combine(data.FullName, "keys"));
        if (!OperatingSystem.IsWindows())
        {
            keys.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        }

        var findings = await Examine("Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=2", data.FullName);

        findings.ShouldContain(f => f.Verdict == Verdict.Broken && f.Says.StartsWith("The database does not answer"));
        findings.ShouldContain(f => f.Verdict == Verdict.Broken && f.Says.Contains("reach the folder for keys"));
        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Settings_that_open_doors_are_named()
    {
        var findings = await Examine(app.ConnectionString, variables: new()
        {
            ["FRONTDESK_PROXIES"] = "0.0.0.0/0",
            ["FRONTDESK_LIMITS_SCALE"] = "50",
            ["FRONTDESK_SMTP"] = "smtp://127.0.0.1:1",
            ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true",
        });

        findings.ShouldContain(f => f.Verdict == Verdict.Broken && f.Says.Contains("FRONTDESK_PROXIES"));
        findings.ShouldContain(f => f.Verdict == Verdict.Broken && f.Says.Contains("mail server"));
        findings.ShouldContain(f => f.Verdict == Verdict.Warning && f.Says.Contains("multiplied by 50"));
        findings.ShouldContain(f => f.Verdict == Verdict.Warning && f.Says.Contains("FORWARDEDHEADERS"));
    }

    [Theory]
    [InlineData("amqp://frontdesk:S3cret-of-the-broker@127.0.0.1:1", "The broker at 127.0.0.1:1 does not answer")]
    [InlineData("http://frontdesk:S3cret-of-the-broker@127.0.0.1:1", "is not the address of a broker")]
    [InlineData("amqp//frontdesk:S3cret-of-the-broker@127.0.0.1", "is not the address of a broker")]
    public async Task A_broker_that_cannot_be_reached_is_named_without_its_password(string broker, string says)
    {
        var findings = await Examine(app.ConnectionString, variables: new() { ["FRONTDESK_RABBITMQ"] = broker });

        findings.ShouldContain(f => f.Verdict == Verdict.Broken && f.Says.Contains(says));
        findings.ShouldAllBe(f => !$"{f}".Contains("S3cret"));
    }

    private async Task<List<Finding>> Examine(string database, string? data = null, Dictionary<string, string>? variables = null)
    {
        var folder = data is null ? Directory.CreateTempSubdirectory("frontdesk-doctor-") : null;
        var start = new StartOptions("doctor", app.Node.Url, data ?? folder!.FullName, null, database, Demo: false, null, []);
        var findings = new List<Finding>();
        await foreach (var finding in DoctorVerb.Examine(start, name => variables?.GetValueOrDefault(name)))
        {
            findings.Add(finding);
        }

        folder?.Delete(recursive: true);
        return findings;
    }

    private async Task<string> Damaged(string damage)
    {
        var database = await postgres.NewDatabase();
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(damage);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return database;
    }
}
