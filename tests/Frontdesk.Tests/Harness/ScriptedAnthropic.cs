using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.Tests.Harness;

/// <summary>Anthropic's messages, as of version 2026-10-21: the key is a bearer token, and sampling can not be set.</summary>
public sealed class ScriptedAnthropic : ScriptedProvider
{
    private const string Id = "msg_013Zva2CMHLNnXjNJJKqJ2EF";
    private const string RequestId = "req_011CSHoEeqs5C35K2UUqR7Fy";

    public static Task<ScriptedAnthropic> Start() => Started(new ScriptedAnthropic());

    public string BaseUrl => Origin;

    protected override bool IsChat(string path) => path == "/v1/messages";

    protected override Task AnswerOther(HttpContext context, ReceivedRequest request, CancellationToken ct)
    {
        context.Response.StatusCode = 404;
        return WriteJson(context, ErrorBody("not_found_error", "Not found"), ct);
    }

    protected override object? Complaint(JsonElement request)
    {
        if (!request.TryGetProperty("max_tokens", out _)) return ErrorBody("invalid_request_error", "max_tokens: Field required");
        var refused = new[] { "temperature", "top_p", "top_k" }.FirstOrDefault(name => request.TryGetProperty(name, out _));
        return refused is null ? null : ErrorBody("invalid_request_error", $"{refused}: Extra inputs are not permitted");
    }

    protected override object Whole(string text, string model) => new
    {
        id = Id,
        type = "message",
        role = "assistant",
        model,
        content = new[] { new { type = "text", text } },
        stop_reason = "end_turn",
        stop_sequence = (string?)null,
        usage = new { input_tokens = 19, cache_creation_input_tokens = 0, cache_read_input_tokens = 0, output_tokens = Tokens(text) },
    };

    protected override string Opening(string model) =>
        Event(new
        {
            type = "message_start",
            message = new
            {
                id = Id,
                type = "message",
                role = "assistant",
                model,
                content = Array.Empty<object>(),
                stop_reason = (string?)null,
                stop_sequence = (string?)null,
                usage = new { input_tokens = 19, cache_creation_input_tokens = 0, cache_read_input_tokens = 0, output_tokens = 1 },
            },
        }, "message_start")
        + Event(new { type = "content_block_start", index = 0, content_block = new { type = "text", text = "" } }, "content_block_start")
        + Event(new { type = "ping" }, "ping");

    protected override string Piece(string text, string model) =>
        Event(new { type = "content_block_delta", index = 0, delta = new { type = "text_delta", text } }, "content_block_delta");

    protected override string Closing(string text, string model, JsonElement request) =>
        Event(new { type = "content_block_stop", index = 0 }, "content_block_stop")
        + Event(new { type = "message_delta", delta = new { stop_reason = "end_turn", stop_sequence = (string?)null }, usage = new { output_tokens = Tokens(text) } }, "message_delta")
        + Event(new { type = "message_stop" }, "message_stop");

    protected override object Error(int status, string? says, string model) => status switch
    {
        401 => ErrorBody("authentication_error", says ?? "invalid x-api-key"),
        402 => ErrorBody("billing_error", says ?? "Your credit balance is too low to access the Anthropic API."),
        403 => ErrorBody("permission_error", says ?? "Your API key does not have permission to use the specified resource."),
        404 => ErrorBody("not_found_error", says ?? $"model: {model}"),
        429 => ErrorBody("rate_limit_error", says ?? "This request would exceed your organization's rate limit of 50 requests per minute."),
        529 => ErrorBody("overloaded_error", says ?? "Overloaded"),
        >= 500 => ErrorBody("api_error", says ?? "Internal server error"),
        _ => ErrorBody("invalid_request_error", says ?? "max_tokens: must be greater than or equal to 1"),
    };

    private static object ErrorBody(string type, string message) => new { type = "error", error = new { type, message }, request_id = RequestId };
}
