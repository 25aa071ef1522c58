using Frontdesk.Answers.Providers;
using Frontdesk.Platform.Http;
using Microsoft.Extensions.AI;

namespace Frontdesk.Answers.Embeddings;

/// <summary>Makes the client for a chatbot's embedding provider. Cheap to call; all of them share the process's connections.</summary>
public sealed class EmbeddingClients(OutboundClient outbound) : IDisposable
{
    /// <summary>What providers take at once without complaint.</summary>
    public const int Batch = 100;

    private readonly HttpClient http = new(new VendorErrors(outbound.Handler), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>
    /// Its calls throw <see cref="ProviderException"/> when the provider fails; a failure is never tried again here. What it
    /// returns is one usable vector for each text, all of one dimension.
    /// </summary>
    /// <exception cref="ProviderException">The settings can not be used: the base URL is no address, or the key no key.</exception>
    public IEmbeddingGenerator<string, Embedding<float>> For(EmbeddingSettings settings, TimeSpan patience) =>
        new OpenAiEmbeddings(http, ChatClients.BaseUrl(settings.BaseUrl, ChatClients.OpenAi), settings, ChatClients.Key(settings.ApiKey), patience);

    public void Dispose() => http.Dispose();
}
