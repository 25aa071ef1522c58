using Anthropic;
using Anthropic.Core;
using Frontdesk.Platform.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Frontdesk.Answers.Providers;

/// <summary>Makes the client for a chatbot's provider. Cheap to call for each answer; all of them share the process's connections.</summary>
public sealed class ChatClients(OutboundClient outbound, IOptions<ProviderOptions> options) : IDisposable
{
    internal static readonly Uri OpenAi = new("https://api.openai.com/v1");
    private static readonly Uri Anthropic = new("https://api.anthropic.com");

    private const int MaxTokensUnlessAsked = 1024; // Anthropic requires a number

    private readonly RefusedParameters parameters = new();
    private readonly HttpClient http = new(new VendorErrors(outbound.Handler), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Its calls throw <see cref="ProviderException"/> when the provider fails; a failure is never tried again here.</summary>
    /// <exception cref="ProviderException">The settings can not be used: the base URL is no address, or the key no key.</exception>
    /// <exception cref="ArgumentException">The built-in answerer needs no client.</exception>
    public IChatClient For(ProviderSettings settings)
    {
        var key = Key(settings.ApiKey);
        return new GuardedChatClient(settings.Kind switch
        {
            ProviderKind.OpenAi => new OpenAiChatClient(http, parameters, BaseUrl(settings.BaseUrl, OpenAi), settings.Model, key),
            ProviderKind.Anthropic => AnthropicClient(BaseUrl(settings.BaseUrl, Anthropic), key).AsIChatClient(settings.Model, MaxTokensUnlessAsked),
            _ => throw new ArgumentException($"{settings.Kind} needs no client.", nameof(settings)),
        }, options.Value);
    }

    public void Dispose() => http.Dispose();

    /// <summary>Every setting is given, so that the package reads none from the environment. It leaves out a temperature, which Anthropic refuses.</summary>
    private AnthropicClient AnthropicClient(Uri baseUrl, string key) => new(new ClientOptions
    {
        HttpClient = http,
        BaseUrl = WithoutVersion(baseUrl),
        ApiKey = key,
        MaxRetries = 0,
        Timeout = options.Value.Whole,
        OpenTelemetry = new OpenTelemetryOptions { Traces = new OpenTelemetryTraces { Enabled = false } },
    });

    /// <summary>The package adds <c>/v1</c> itself; people paste addresses with it.</summary>
    private static string WithoutVersion(Uri baseUrl)
    {
        var url = baseUrl.AbsoluteUri.TrimEnd('/');
        return url.EndsWith("/v1", StringComparison.Ordinal) ? url[..^3] : url;
    }

    internal static Uri BaseUrl(string? given, Uri vendors)
    {
        if (string.IsNullOrWhiteSpace(given)) return vendors;
        return Uri.TryCreate(given.Trim(), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new ProviderException(new(ProviderFailureKind.AddressRefused,
                "The base URL must be an address that begins with http:// or https://.", null));
    }

    /// <summary>Checked here because .NET's own complaint about a header quotes its value.</summary>
    internal static string Key(string key) => key.Trim() is var trimmed && trimmed.All(c => c is > ' ' and < '\x7f')
        ? trimmed
        : throw new ProviderException(new(ProviderFailureKind.KeyRefused,
            "The API key contains characters that no key has. Paste it again in the chatbot's settings.", null));
}
