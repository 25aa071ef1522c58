using System.Text.Encodings.Web;
using System.Text.Unicode;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Files.Pictures;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Platform.Mail;
using Frontdesk.Platform.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Npgsql;

namespace Frontdesk.Platform;

/// <summary>What every feature stands on: addresses, keys, JSON, problems, headers, health.</summary>
public static class PlatformFeature
{
    private const long LargestRequest = 2 * 1024 * 1024;

    public static void AddPlatform(this WebApplicationBuilder builder, StartOptions start)
    {
        builder.WebHost.UseUrls(start.Urls.Split(';'));
        builder.Configuration["ForwardedHeaders_Enabled"] = "false"; // the framework's switch believes whoever connects; see Proxies
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));
            kestrel.ConfigureHttpsDefaults(https => https.ServerCertificateSelector = (_, host) => kestrel.ApplicationServices.GetRequiredService<Certificates>().For(host));
        });
        builder.Services.AddSingleton(start);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new FileStore(Private(Path.Combine(start.Data, "files")).FullName));
        builder.Services.AddSingleton(new PublicPictures(Private(Path.Combine(start.Data, "pictures")).FullName));
        builder.Services.AddDataProtection().SetApplicationName("frontdesk").PersistKeysToFileSystem(Private(Path.Combine(start.Data, "keys")));
        builder.Services.AddSingleton<PublicAddress>();
        builder.Services.AddSingleton<RateWindows>();
        builder.Services.AddSingleton<ForgetRateWindows>().AddHostedService(p => p.GetRequiredService<ForgetRateWindows>());
        builder.Services.AddSingleton(services => new Certificates(Private(Path.Combine(start.Data, "certificates")).FullName, services.GetRequiredService<ILogger<Certificates>>()));
        builder.Services.AddMail(builder.Configuration, start);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            Json.Configure(json.SerializerOptions);
            json.SerializerOptions.MaxDepth = 32;
        });
        builder.Services.Configure<FormOptions>(forms => (forms.ValueCountLimit, forms.KeyLengthLimit) = (512, 256));
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // Arabic as Arabic, not as entities
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = Problem.SayWhenToRetry);
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true); // so that BrokenRequests gives the reason
        builder.Services.AddExceptionHandler<BrokenRequests>();
        builder.Services.AddOpenApi("v1", document =>
        {
            document.CreateSchemaReferenceId = AccessInOpenApi.NameOf;
            document.AddOperationTransformer<AccessInOpenApi>();
        });
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "text/vnd.turbo-stream.html"];
        });
        builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<Drain>().AddHostedService(p => p.GetRequiredService<Drain>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // that the keys lie in a private folder is known
    }

    /// <summary>First of all: who asks, by which scheme and under which name, as far as those in front are to be believed.</summary>
    public static void UseTrueOrigin(this WebApplication app)
    {
        app.UseProxies();
        app.UsePublicScheme();
    }

    public static void UsePlatform(this WebApplication app)
    {
        app.UseStatusPages();
        app.UseExceptionHandler();
        app.UseMiddleware<SecurityHeaders>();
        app.UseResponseCompression();
        app.UseRouting();
        app.UseMiddleware<LimitBodies>();
        app.UseCors();
    }

    public static void MapPlatform(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").Open("says what there is, and no more");
        app.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" })).ExcludeFromDescription().Open("asked by load balancers");
        app.MapGet("/health/ready", (Drain drain, DataSources databases, CancellationToken ct) => drain.HasBegun ? Stopping() : Ready(databases, ct)).ExcludeFromDescription().Open("asked by load balancers");
    }

    /// <summary>Prints the one line that says it works, and runs until it is told to stop.</summary>
    public static async Task RunAndTell(this WebApplication app, StartOptions start)
    {
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"Frontdesk is ready at {start.PublicUrl ?? app.Urls.First()}"));
        try
        {
            await app.RunAsync();
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new CannotStartException($"Something else listens at {start.Urls}. Stop it, or use --urls with another address.");
        }
    }

    /// <summary>Behind a proxy that ends TLS, what visitors' browsers use counts: cookies are Secure and addresses are https.</summary>
    private static void UsePublicScheme(this WebApplication app)
    {
        if (app.Services.GetRequiredService<StartOptions>().PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true)
        {
            app.Use((context, next) =>
            {
                context.Request.Scheme = Uri.UriSchemeHttps;
                return next(context);
            });
        }
    }

    /// <summary>A folder for the server's own account alone.</summary>
    internal static DirectoryInfo Private(string path)
    {
        var folder = Directory.CreateDirectory(path);
        folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return folder;
    }

    /// <summary>Load balancers send nobody here any more.</summary>
    private static Task<IResult> Stopping() =>
        Task.FromResult<IResult>(TypedResults.Json(new { status = "the server is stopping" }, statusCode: StatusCodes.Status503ServiceUnavailable));

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
