namespace Frontdesk.Platform.Http;

/// <summary>A response was longer than the request allowed.</summary>
public sealed class ResponseTooLargeException(long bytes) : IOException($"The response is longer than {bytes:N0} bytes.");

/// <summary>Lets no response be read beyond its bound, whatever its headers say.</summary>
internal sealed class BoundedResponses(HttpMessageHandler inner, long defaultBytes) : DelegatingHandler(inner)
{
    public static readonly HttpRequestOptionsKey<long> MaxBytes = new("Frontdesk.MaxResponseBytes");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var bytes = request.Options.TryGetValue(MaxBytes, out var own) ? own : defaultBytes;
        var response = await base.SendAsync(request, ct);
        response.Content = await Bounded(response.Content, bytes, ct);
        return response;
    }

    private static async Task<StreamContent> Bounded(HttpContent content, long bytes, CancellationToken ct)
    {
        var bounded = new StreamContent(new BoundedStream(await content.ReadAsStreamAsync(ct), bytes));
        foreach (var header in content.Headers.NonValidated)
            bounded.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string>)header.Value);
        return bounded;
    }
}
