using System.Text.Encodings.Web;
using System.Text.Unicode;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Platform.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.ResponseCompression;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>What every feature stands on: addresses, keys, JSON, problems, headers, health.</summary>
public static class PlatformFeature
{
    private const long LargestRequest = 2 * 1024 * 1024;

    public static void AddPlatform(this WebApplicationBuilder builder, StartOptions start)
    {
        builder.WebHost.UseUrls(start.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
        });
        builder.Services.AddSingleton(start);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new FileStore(Path.Combine(start.Data, "files")));
        builder.Services.AddDataProtection().SetApplicationName("frontdesk").PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(start.Data, "keys")));
        builder.Services.ConfigureHttpJsonOptions(json => Json.Configure(json.SerializerOptions));
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery();
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // Arabic as Arabic, not as entities
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<BrokenRequests>();
        builder.Services.AddOpenApi("v1");
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "text/vnd.turbo-stream.html"];
        });
        builder.Services.AddHealthChecks();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(15));
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
    }

    public static void UsePlatform(this WebApplication app)
    {
        app.UseStatusPages();
        app.UseExceptionHandler();
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
        app.UseRouting();
        app.UseCors();
    }

    public static void MapPlatform(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" })).ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).ExcludeFromDescription();
    }

    /// <summary>Prints the one line that says it works, and runs until it is told to stop.</summary>
    public static async Task RunAndTell(this WebApplication app, StartOptions start)
    {
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Frontdesk is ready at {start.PublicUrl ?? app.Urls.First()}"));
        await app.RunAsync();
    }

    private static async Task<IResult> Ready(DataSources databases, CancellationToken ct)
    {
        try
        {
            await using var command = databases.Application.CreateCommand("select 1");
            await command.ExecuteScalarAsync(ct);
            return TypedResults.Ok(new { status = "ready" });
        }
        catch (NpgsqlException)
        {
            return TypedResults.Json(new { status = "the database does not answer" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
