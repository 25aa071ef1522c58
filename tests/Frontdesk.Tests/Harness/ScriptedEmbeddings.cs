using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.Tests.Harness;

/// <summary>
/// OpenAI's embeddings, as they go over the wire. It means something by its vectors: texts lie near each other by the words they share,
/// and words that <see cref="Mean"/> the same are the same. What a test lays down holds for all requests that follow.
/// </summary>
public sealed class ScriptedEmbeddings : ScriptedServer
{
    private readonly ConcurrentDictionary<string, string> meanings = new(StringComparer.OrdinalIgnoreCase);
    private Func<HttpContext, JsonElement, CancellationToken, Task>? instead;

    public static Task<ScriptedEmbeddings> Start() => Started(new ScriptedEmbeddings());

    public string BaseUrl => Origin + "/v1";

    public int Dimensions { get; set; } = 64;

    /// <summary>The longest text it takes, as small models do.</summary>
    public int LongestText { get; set; } = int.MaxValue;

    /// <summary>Every text it was asked for, in order.</summary>
    public IReadOnlyList<string> Texts => [.. Requests.Where(IsAboutEmbeddings).SelectMany(r => r.Body.GetProperty("input").EnumerateArray().Select(t => t.GetString()!))];

    public IReadOnlyList<int> BatchSizes => [.. Requests.Where(IsAboutEmbeddings).Select(r => r.Body.GetProperty("input").GetArrayLength())];

    /// <summary>The words mean the same to it from now on.</summary>
    public ScriptedEmbeddings Mean(params string[] words)
    {
        foreach (var word in words) meanings[word] = words[0];
        return this;
    }

    public void Works() => instead = null;

    public void Fails(int status, int? retryAfter = null, string says = "No.") => instead = (context, _, ct) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds) context.Response.Headers.RetryAfter = $"{seconds}";
        return context.Response.WriteAsJsonAsync(new { error = new { message = says, type = "invalid_request_error", param = (string?)null, code = (string?)null } }, ct);
    };

    public void Answers(string body, string contentType = "application/json") => instead = (context, _, ct) =>
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, ct);
    };

    public void NeverAnswers() => instead = (_, _, ct) => Task.Delay(Timeout.Infinite, ct);

    /// <summary>Takes so many requests, and refuses those that follow.</summary>
    public void FailsAfter(int requests, int status = 503)
    {
        var left = requests;
        instead = (context, request, ct) =>
        {
            if (Interlocked.Decrement(ref left) >= 0) return Embed(context, request, ct);
            context.Response.StatusCode = status;
            return context.Response.WriteAsJsonAsync(new { error = new { message = "Overloaded", type = "server_error" } }, ct);
        };
    }

    protected override async Task Answer(HttpContext context, ReceivedRequest request, CancellationToken ct)
    {
        if (!IsAboutEmbeddings(request))
        {
            context.Response.StatusCode = 404;
            await context.Response.WriteAsJsonAsync(new { error = new { message = $"Invalid URL ({request.Method} {request.Path})", type = "invalid_request_error" } }, ct);
            return;
        }
        await (instead ?? Embed)(context, request.Body, ct);
    }

    private static bool IsAboutEmbeddings(ReceivedRequest request) => request is { Method: "POST", Path: "/v1/embeddings" };

    private Task Embed(HttpContext context, JsonElement request, CancellationToken ct)
    {
        var texts = request.GetProperty("input").EnumerateArray().Select(text => text.GetString()!).ToList();
        if (texts.Exists(text => text.Length > LongestText))
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsJsonAsync(new { error = new { message = "This model's maximum context length is exceeded.", type = "invalid_request_error" } }, ct);
        }
        var dimensions = request.TryGetProperty("dimensions", out var asked) ? asked.GetInt32() : Dimensions;
        return context.Response.WriteAsJsonAsync(new
        {
            @object = "list",
            // Backwards, as nothing forbids: each says whose it is.
            data = texts.Select((text, index) => new { @object = "embedding", index, embedding = Vector(text, dimensions) }).Reverse(),
            model = request.GetProperty("model").GetString(),
            usage = new { prompt_tokens = texts.Sum(text => text.Length / 4), total_tokens = texts.Sum(text => text.Length / 4) },
        }, ct);
    }

    private float[] Vector(string text, int dimensions)
    {
        var vector = new float[dimensions];
        vector[0] = 0.1f; // never nothing at all
        foreach (var word in text.Split([' ', '\n', '.', ',', '?', '!', ':'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 3))
        {
            var seed = BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(meanings.GetValueOrDefault(word, word).ToLowerInvariant())));
            var random = new Random(seed);
            for (var at = 0; at < dimensions; at++) vector[at] += random.NextSingle() - 0.5f;
        }
        return vector;
    }
}
