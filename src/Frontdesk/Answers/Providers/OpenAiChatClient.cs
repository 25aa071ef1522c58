using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Frontdesk.Answers.Providers;

/// <summary>
/// Speaks chat completions to OpenAI and to every server that copies it. Written on HTTP rather than on OpenAI's package:
/// that throws on the empty roles, unknown finish reasons and null choices which the copies send, passes over an error
/// inside a stream, takes a web page for an empty answer, and knows only one name for the limit.
/// </summary>
internal sealed class OpenAiChatClient(HttpClient http, RefusedParameters parameters, Uri baseUrl, string model, string key) : IChatClient
{
    private readonly OpenAiRequest request = new(model, baseUrl);
    private readonly Uri completions = new(baseUrl.AbsoluteUri.TrimEnd('/') + "/chat/completions");

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var response = await Send(messages, options, stream: false, cancellationToken);
        var answer = OpenAiAnswer.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken), key);
        return new[] { answer }.ToChatResponse();
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await Send(messages, options, stream: true, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType == "application/json") // some servers do not stream
        {
            yield return OpenAiAnswer.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken), key);
            yield break;
        }
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var line in SseParser.Create(stream, (_, bytes) => bytes.ToArray()).EnumerateAsync(cancellationToken))
        {
            if (line.Data.AsSpan().SequenceEqual("[DONE]"u8)) yield break;
            if (line.Data.Length > 0) yield return OpenAiAnswer.Read(line.Data, key);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Holds nothing of its own: the connections belong to the process.</summary>
    public void Dispose()
    {
    }

    private async Task<HttpResponseMessage> Send(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream, CancellationToken ct)
    {
        var body = request.Body(messages, options, stream);
        parameters.LeaveOut(baseUrl, model, body);
        while (true)
        {
            try
            {
                return await Post(body, ct);
            }
            catch (ProviderException e) when (e.Failure.Kind is ProviderFailureKind.BadRequest
                && parameters.Learn(baseUrl, model, body, e.Failure.Message))
            {
                // Once more without the part that was refused; each turn leaves one less.
            }
        }
    }

    private async Task<HttpResponseMessage> Post(JsonObject body, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, completions)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (key.Length > 0) message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
    }
}
