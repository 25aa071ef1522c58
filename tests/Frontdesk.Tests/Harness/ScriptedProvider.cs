using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.Tests.Harness;

/// <summary>
/// An AI provider whose next answers a test lays down. Each request takes the next step; the last step stays for all that
/// follow. What goes over the wire is the vendor's own format.
/// </summary>
public abstract partial class ScriptedProvider : ScriptedServer
{
    private readonly ConcurrentQueue<Step> steps = new();
    private int piecesSent;

    private delegate Task Step(HttpContext context, JsonElement request, CancellationToken ct);

    /// <summary>Pieces of text sent so far in streamed answers, over all requests.</summary>
    public int PiecesSent => Volatile.Read(ref piecesSent);

    /// <summary>No further piece is sent for a while: whoever asked has hung up.</summary>
    public Task FallsSilent() => Eventually.True(async () =>
    {
        var before = PiecesSent;
        await Task.Delay(700);
        return PiecesSent == before;
    }, "the provider to fall silent");

    /// <summary>Answers in full; streamed word by word when the request asks for a stream, with the delay after each.</summary>
    public void Answers(string text, TimeSpan tokenDelay = default) => Next(async (context, request, ct) =>
    {
        if (!Streams(request))
        {
            await WriteJson(context, Whole(text, Model(request)), ct);
            return;
        }
        await Open(context, Opening(Model(request)), ct);
        foreach (var piece in Pieces(text))
        {
            await Send(context, Piece(piece, Model(request)), ct);
            Interlocked.Increment(ref piecesSent);
            if (tokenDelay > TimeSpan.Zero) await Task.Delay(tokenDelay, ct);
        }
        await Send(context, Closing(text, Model(request), request), ct);
    });

    /// <summary>Refuses with the vendor's error body for this status.</summary>
    /// <param name="says">The vendor's message, in place of the usual one.</param>
    public void Fails(int status, int? retryAfter = null, string? says = null) => Next((context, request, ct) =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds) context.Response.Headers.RetryAfter = $"{seconds}";
        return WriteJson(context, Error(status, says, Model(request)), ct);
    });

    /// <summary>Answers 200 with something that is no chat answer; a web page unless told otherwise.</summary>
    public void AnswersGarbage(string body = "<!doctype html><title>Welcome</title>", string contentType = "text/html") => Next((context, _, ct) =>
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, ct);
    });

    /// <summary>Takes the request and says nothing.</summary>
    public void NeverAnswers() => Next((_, _, ct) => Task.Delay(Timeout.Infinite, ct));

    /// <summary>Streams this many words and then says nothing more, with the connection open.</summary>
    public void StallsAfter(int tokens) => Next(async (context, request, ct) =>
    {
        await Begin(context, request, tokens, ct);
        await Task.Delay(Timeout.Infinite, ct);
    });

    /// <summary>Streams two words and ends: by breaking the connection, or quietly as a proxy does.</summary>
    public void CutsOff(bool quietly = false) => Next(async (context, request, ct) =>
    {
        await Begin(context, request, 2, ct);
        if (quietly) return;
        await Task.Delay(100, ct); // a reset overtakes words that were not read yet
        context.Abort();
    });

    /// <summary>Streams exactly these server-sent events.</summary>
    public void Sends(params string[] events) => Next(async (context, _, ct) => await Open(context, string.Concat(events.Select(e => e + "\n\n")), ct));

    protected abstract bool IsChat(string path);
    protected abstract Task AnswerOther(HttpContext context, ReceivedRequest request, CancellationToken ct);
    protected abstract object Whole(string text, string model);
    protected abstract object Error(int status, string? says, string model);
    protected abstract string Opening(string model);
    protected abstract string Piece(string text, string model);
    protected abstract string Closing(string text, string model, JsonElement request);

    /// <summary>What the vendor would find wrong with this request; null when nothing.</summary>
    protected virtual object? Complaint(JsonElement request) => null;

    protected override Task Answer(HttpContext context, ReceivedRequest request, CancellationToken ct)
    {
        if (request.Method != "POST" || !IsChat(request.Path)) return AnswerOther(context, request, ct);
        if (Complaint(request.Body) is not { } complaint) return NextStep()(context, request.Body, ct);
        context.Response.StatusCode = 400;
        return WriteJson(context, complaint, ct);
    }

    protected static Task WriteJson(HttpContext context, object body, CancellationToken ct) => context.Response.WriteAsJsonAsync(body, ct);

    protected static string Event(object data, string? name = null) =>
        (name is null ? "" : $"event: {name}\n") + $"data: {JsonSerializer.Serialize(data)}\n\n";

    protected static int Tokens(string text) => Pieces(text).Count();

    private void Next(Step step) => steps.Enqueue(step);

    private Step NextStep()
    {
        if (steps.Count > 1 && steps.TryDequeue(out var step)) return step;
        return steps.TryPeek(out var last) ? last : throw new InvalidOperationException("The test laid down no answer.");
    }

    private async Task Begin(HttpContext context, JsonElement request, int tokens, CancellationToken ct)
    {
        await Open(context, Opening(Model(request)), ct);
        for (var token = 1; token <= tokens; token++) await Send(context, Piece($"word{token} ", Model(request)), ct);
        Interlocked.Add(ref piecesSent, tokens);
    }

    private static Task Open(HttpContext context, string events, CancellationToken ct)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        return Send(context, events, ct);
    }

    private static async Task Send(HttpContext context, string events, CancellationToken ct)
    {
        await context.Response.WriteAsync(events, ct);
        await context.Response.Body.FlushAsync(ct);
    }

    private static bool Streams(JsonElement request) => request.TryGetProperty("stream", out var stream) && stream.GetBoolean();

    private static string Model(JsonElement request) => request.GetProperty("model").GetString()!;

    private static IEnumerable<string> Pieces(string text) => Words().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\S+\s*|\s+")]
    private static partial Regex Words();
}
