using System.Net.Http.Headers;
using Frontdesk.Platform.Http;

namespace Frontdesk.Answers.Providers;

/// <summary>
/// Turns every refusal of a provider into a <see cref="ProviderException"/> before a vendor's package sees it: one place for
/// both vendors, with the Retry-After the packages drop, and without the response body that they quote.
/// </summary>
internal sealed class VendorErrors(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int LongestBody = 64 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var response = await base.SendAsync(request, ct);
        if (response.IsSuccessStatusCode && !IsWebPage(response)) return response;

        using (response) throw new ProviderException(await Read(response, request.Headers.Authorization?.Parameter, ct));
    }

    private static async Task<ProviderFailure> Read(HttpResponseMessage response, string? key, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode) return ProviderFailures.Unreadable;
        var words = VendorWords.Read(await Body(response, ct), key);
        return words.Code == "insufficient_quota"
            ? ProviderFailures.OutOfCredit
            : ProviderFailures.FromStatus(response.StatusCode, words.Message, Delay(response.Headers.RetryAfter));
    }

    private static async Task<string> Body(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestBody, ct);
            return await response.Content.ReadAsStringAsync(ct);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return ""; // the status alone says what went wrong
        }
    }

    private static TimeSpan? Delay(RetryConditionHeaderValue? retryAfter) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date && date > DateTimeOffset.UtcNow ? date - DateTimeOffset.UtcNow : null);

    private static bool IsWebPage(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml";
}
