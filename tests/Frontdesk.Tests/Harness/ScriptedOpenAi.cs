using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.Tests.Harness;

/// <summary>OpenAI's chat completions and model list.</summary>
public sealed class ScriptedOpenAi : ScriptedProvider
{
    private const string Id = "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT";

    public static Task<ScriptedOpenAi> Start() => Started(new ScriptedOpenAi());

    public string BaseUrl => Origin + "/v1";

    /// <summary>Parameters that this server's model does not take, refused in OpenAI's words.</summary>
    public string[] Refuses { get; set; } = [];

    protected override bool IsChat(string path) => path == "/v1/chat/completions";

    protected override Task AnswerOther(HttpContext context, ReceivedRequest request, CancellationToken ct)
    {
        if (request is { Method: "GET", Path: "/v1/models" })
            return WriteJson(context, new { @object = "list", data = new[] { new { id = "gpt-4o-mini", @object = "model", created = 1721172741, owned_by = "system" } } }, ct);
        context.Response.StatusCode = 404;
        return WriteJson(context, ErrorBody($"Invalid URL ({request.Method} {request.Path})", "invalid_request_error", null), ct);
    }

    protected override object? Complaint(JsonElement request)
    {
        if (Refuses.FirstOrDefault(name => request.TryGetProperty(name, out _)) is not { } refused) return null;
        var instead = refused == "max_tokens" ? " Use 'max_completion_tokens' instead." : "";
        return ErrorBody($"Unsupported parameter: '{refused}' is not supported with this model.{instead}", "invalid_request_error", "unsupported_parameter");
    }

    protected override object Whole(string text, string model) => new
    {
        id = Id,
        @object = "chat.completion",
        created = 1741569952,
        model,
        system_fingerprint = "fp_50cad350e4",
        service_tier = "default",
        choices = new[] { new { index = 0, message = new { role = "assistant", content = text, refusal = (string?)null, annotations = Array.Empty<object>() }, logprobs = (object?)null, finish_reason = "stop" } },
        usage = Usage(text),
    };

    protected override string Opening(string model) => Chunk(model, new { role = "assistant", content = "", refusal = (string?)null });

    protected override string Piece(string text, string model) => Chunk(model, new { content = text });

    protected override string Closing(string text, string model, JsonElement request) =>
        Chunk(model, new { }, "stop") + (AsksForUsage(request) ? UsageChunk(text, model) : "") + "data: [DONE]\n\n";

    protected override object Error(int status, string? says, string model) => status switch
    {
        401 => ErrorBody(says ?? "Incorrect API key provided: sk-wrong. You can find your API key at https://platform.openai.com/account/api-keys.", "invalid_request_error", "invalid_api_key"),
        402 => ErrorBody(says ?? "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota"),
        404 => ErrorBody(says ?? $"The model `{model}` does not exist or you do not have access to it.", "invalid_request_error", "model_not_found"),
        429 => ErrorBody(says ?? $"Rate limit reached for {model} in organization org-x on requests per min (RPM): Limit 3, Used 3, Requested 1.", "requests", "rate_limit_exceeded"),
        >= 500 => ErrorBody(says ?? "The server had an error while processing your request. Sorry about that!", "server_error", null),
        _ => ErrorBody(says ?? "Unsupported value: 'temperature' does not support 0.2 with this model.", "invalid_request_error", "unsupported_value"),
    };

    private static object ErrorBody(string message, string type, string? code) => new { error = new { message, type, param = (string?)null, code } };

    private static string Chunk(string model, object delta, string? finish = null) => Event(new
    {
        id = Id,
        @object = "chat.completion.chunk",
        created = 1741569952,
        model,
        system_fingerprint = "fp_50cad350e4",
        choices = new[] { new { index = 0, delta, logprobs = (object?)null, finish_reason = finish } },
        usage = (object?)null,
    });

    private static string UsageChunk(string text, string model) => Event(new
    {
        id = Id,
        @object = "chat.completion.chunk",
        created = 1741569952,
        model,
        system_fingerprint = "fp_50cad350e4",
        choices = Array.Empty<object>(),
        usage = Usage(text),
    });

    private static object Usage(string text) => new { prompt_tokens = 19, completion_tokens = Tokens(text), total_tokens = 19 + Tokens(text) };

    private static bool AsksForUsage(JsonElement request) =>
        request.TryGetProperty("stream_options", out var options) && options.GetProperty("include_usage").GetBoolean();
}
