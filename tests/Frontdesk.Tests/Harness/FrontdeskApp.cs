using Frontdesk.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Frontdesk.Tests.Harness;

/// <summary>The real server on real Kestrel with a database of its own, shared by the tests of a class.</summary>
public class FrontdeskApp(TestPostgres postgres) : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("frontdesk-data-");
    private readonly List<Node> _others = [];
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Mail> _mails = new();

    public string ConnectionString { get; private set; } = "";

    public Node Node { get; private set; } = null!;

    public string DataFolder => _data.FullName;

    /// <summary>As the database's superuser, who sees every workspace.</summary>
    public NpgsqlDataSource Sql { get; private set; } = null!;

    public IServiceProvider Services => Node.Services;

    /// <summary>Multiplies every rate limit.</summary>
    protected virtual int LimitsScale => 10_000;

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await postgres.NewDatabase();
        Sql = NpgsqlDataSource.Create(ConnectionString + ";Maximum Pool Size=4");
        Node = await Start();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_others.Append(Node).Select(node => node.DisposeAsync().AsTask()));
        await Sql.DisposeAsync();
        await postgres.Drop(ConnectionString);
        _data.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Another server process, as far as the product can tell, on the same database and data folder.</summary>
    public async Task<Node> SecondNode(Action<WebApplicationBuilder>? adjust = null)
    {
        var node = await Start(adjust);
        _others.Add(node);
        return node;
    }

    /// <summary>A new company with an owner, a chatbot that answers from its sources, and room for other people.</summary>
    public Task<Shop> Shop(string name = "Tarnholt") => Harness.Shop.Open(this, name);

    /// <summary>Waits for the latest mail to an address whose subject contains the words.</summary>
    /// <param name="after">How many such mails came before.</param>
    public async Task<Mail> Mail(string to, string subjectContains, int after = 0)
    {
        var waiting = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            if (Mails(to).Where(mail => mail.Subject.Contains(subjectContains, StringComparison.OrdinalIgnoreCase)).ToList() is var found && found.Count > after)
            {
                return found[^1];
            }

            if (waiting.Elapsed > Eventually.Patience)
            {
                throw new TimeoutException($"No mail \"{subjectContains}\" came to {to}. It got: {string.Join(", ", Mails(to).Select(mail => mail.Subject))}");
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What an address has got so far, the latest last.</summary>
    public IReadOnlyList<Mail> Mails(string to)
    {
        var outbox = Path.Combine(_data.FullName, "outbox");
        return Directory.Exists(outbox)
            ? [.. Directory.GetFiles(outbox, "*.eml").Order(StringComparer.Ordinal).Select(file => _mails.GetOrAdd(file, path => Harness.Mail.Read(File.ReadAllText(path)))).Where(mail => mail.To.Equals(to, StringComparison.OrdinalIgnoreCase))]
            : [];
    }

    /// <summary>Whatever was to be done after the last request has been done.</summary>
    public Task JobsAreDone() => Eventually.True(async () => await Value<long>("select count(*) from jobs where dead_at is null and key is distinct from 'daily:' || kind") == 0, "the jobs to be done");

    public async Task<T> Value<T>(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public async Task<int> Execute(string sql, params object[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private NpgsqlCommand Command(string sql, object[] parameters)
    {
        var command = Sql.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return command;
    }

    private Task<Node> Start(Action<WebApplicationBuilder>? adjust = null) => Node.Start(ConnectionString, _data.FullName, builder =>
    {
        builder.Logging.ClearProviders();
        if (Environment.GetEnvironmentVariable("FRONTDESK_TEST_LOG") is not null)
        {
            builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Debug);
        }

        builder.Configuration["FRONTDESK_LIMITS_SCALE"] = $"{LimitsScale}";
        builder.Configuration["FRONTDESK_OUTBOUND_ALLOW"] = "127.0.0.1";
        builder.Configuration["Providers:FirstToken"] = "00:00:06";
        builder.Configuration["Providers:BetweenTokens"] = "00:00:06";
        builder.Services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1000);
        Adjust(builder);
        adjust?.Invoke(builder);
    });

    /// <summary>What the tests of one class need differently.</summary>
    protected virtual void Adjust(WebApplicationBuilder builder)
    {
    }
}

/// <summary>The same with the limits that a real visitor meets.</summary>
public sealed class StrictFrontdeskApp(TestPostgres postgres) : FrontdeskApp(postgres)
{
    protected override int LimitsScale => 1;
}
