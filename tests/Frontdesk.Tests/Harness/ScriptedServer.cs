using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Tests.Harness;

/// <summary>A request as it came over the wire. <see cref="Body"/> is undefined when there was no JSON.</summary>
public sealed record ReceivedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonElement Body, string Connection);

/// <summary>A real Kestrel server on a free loopback port that records what it receives.</summary>
public abstract class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<ReceivedRequest> requests = new();

    protected ScriptedServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(Receive);
    }

    /// <summary>Scheme, host and port, e.g. <c>http://127.0.0.1:40123</c>.</summary>
    public string Origin { get; private set; } = "";

    public int Port => new Uri(Origin).Port;

    /// <summary>All requests so far, in the order they came.</summary>
    public IReadOnlyList<ReceivedRequest> Requests => [.. requests];

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static async Task<T> Started<T>(T server) where T : ScriptedServer
    {
        await server.app.StartAsync();
        server.Origin = server.app.Urls.Single();
        return server;
    }

    protected abstract Task Answer(HttpContext context, ReceivedRequest request, CancellationToken ct);

    private async Task Receive(HttpContext context)
    {
        var request = await Read(context.Request);
        requests.Enqueue(request);
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await Answer(context, request, ends.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }

    private static async Task<ReceivedRequest> Read(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return new(request.Method, request.Path, request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.Length > 0 && request.HasJsonContentType() ? JsonDocument.Parse(body.ToArray()).RootElement : default, request.HttpContext.Connection.Id);
    }
}
