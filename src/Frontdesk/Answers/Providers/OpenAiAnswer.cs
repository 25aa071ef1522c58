using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Frontdesk.Answers.Providers;

/// <summary>Reads one chunk of a streamed chat completion, or a whole one, from servers that keep to the format more or less.</summary>
internal static class OpenAiAnswer
{
    /// <exception cref="JsonException">It is no JSON object.</exception>
    /// <exception cref="ProviderException">The server reports an error in place of words.</exception>
    public static ChatResponseUpdate Read(ReadOnlyMemory<byte> json, string key)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("A chat completion is an object.");
        if (root.Member("error") is { } error) throw new ProviderException(Failure(root, error, key));

        var choice = root.Member("choices").First();
        return new ChatResponseUpdate
        {
            Role = ChatRole.Assistant,
            ResponseId = root.Member("id").Text(),
            ModelId = root.Member("model").Text(),
            FinishReason = choice.Member("finish_reason").Text() is { Length: > 0 } reason ? new ChatFinishReason(reason) : null,
            Contents = Contents(choice.Member("delta") ?? choice.Member("message"), Usage(root)),
        };
    }

    private static ProviderFailure Failure(JsonElement root, JsonElement error, string key)
    {
        var words = VendorWords.Read(root, key);
        var status = error.Member("code").Count() is { } code and >= 400 and < 600 ? (int)code : 503;
        return ProviderFailures.FromStatus((System.Net.HttpStatusCode)status, words.Message);
    }

    private static List<AIContent> Contents(JsonElement? words, UsageDetails? usage)
    {
        List<AIContent> contents = [];
        if ((words.Member("reasoning_content") ?? words.Member("reasoning")).Text() is { Length: > 0 } thought) contents.Add(new TextReasoningContent(thought));
        if (words.Member("content").Text() is { Length: > 0 } text) contents.Add(new TextContent(text));
        if (usage is not null) contents.Add(new UsageContent(usage));
        return contents;
    }

    /// <summary>Groq puts the usage of a stream under <c>x_groq</c>.</summary>
    private static UsageDetails? Usage(JsonElement root) =>
        (root.Member("usage") ?? root.Member("x_groq").Member("usage")) is { ValueKind: JsonValueKind.Object } usage
            ? new UsageDetails
            {
                InputTokenCount = usage.Member("prompt_tokens").Count(),
                OutputTokenCount = usage.Member("completion_tokens").Count(),
                TotalTokenCount = usage.Member("total_tokens").Count(),
            }
            : null;
}
