using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Frontdesk.Answers.Providers;
using Microsoft.Extensions.AI;

namespace Frontdesk.Answers.Embeddings;

/// <summary>Speaks OpenAI's embeddings to OpenAI and to every server that copies it (Ollama, vLLM, Mistral, text-embeddings-inference …).</summary>
internal sealed class OpenAiEmbeddings(HttpClient http, Uri baseUrl, EmbeddingSettings settings, string key, TimeSpan patience) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly Uri address = new(baseUrl.AbsoluteUri.TrimEnd('/') + "/embeddings");

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            using var response = await Post(texts, limit.Token);
            return EmbeddingAnswer.Read(await response.Content.ReadAsByteArrayAsync(limit.Token), texts.Count, settings.Dimensions, key);
        }
        catch (Exception failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ProviderException(EmbeddingAnswer.FailureOf(failure));
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Holds nothing of its own: the connections belong to the process.</summary>
    public void Dispose()
    {
    }

    private async Task<HttpResponseMessage> Post(List<string> texts, CancellationToken ct)
    {
        var body = new JsonObject { ["model"] = settings.Model, ["input"] = new JsonArray([.. texts.Select(text => (JsonNode)text)]) };
        if (settings.Dimensions is { } dimensions) body["dimensions"] = dimensions;
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        if (key.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }
}
