using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Frontdesk.Answers.Providers;

/// <summary>The body of a chat completion as OpenAI and those who copy it read it.</summary>
internal sealed record OpenAiRequest(string Model, Uri BaseUrl)
{
    /// <exception cref="NotSupportedException">The options ask for tools or a response format, which this client does not send.</exception>
    public JsonObject Body(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        if (options is { Tools.Count: > 0 } or { ResponseFormat: ChatResponseFormatJson })
            throw new NotSupportedException("Tools and response formats are not sent to OpenAI-compatible endpoints.");

        var body = new JsonObject { ["model"] = options?.ModelId ?? Model, ["messages"] = Messages(messages, options) };
        if (stream)
        {
            body["stream"] = true;
            body["stream_options"] = new JsonObject { ["include_usage"] = true };
        }
        if (options?.MaxOutputTokens is { } max) body[LimitName] = max;
        if (options?.Temperature is { } temperature) body["temperature"] = Math.Round(temperature, 4);
        if (options?.TopP is { } topP) body["top_p"] = Math.Round(topP, 4);
        if (options?.StopSequences is { Count: > 0 } stops) body["stop"] = new JsonArray([.. stops.Select(stop => (JsonNode)stop)]);
        return body;
    }

    /// <summary>OpenAI's newer models refuse the old name; most compatible servers know only that one.</summary>
    private string LimitName => BaseUrl.Host == ChatClients.OpenAi.Host ? "max_completion_tokens" : "max_tokens";

    private static JsonArray Messages(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var array = new JsonArray();
        if (options?.Instructions is { Length: > 0 } instructions) array.Add(Message(ChatRole.System, instructions));
        foreach (var message in messages) array.Add(Message(message.Role, message.Text));
        return array;
    }

    private static JsonObject Message(ChatRole role, string text) => new() { ["role"] = role.Value, ["content"] = text };
}
