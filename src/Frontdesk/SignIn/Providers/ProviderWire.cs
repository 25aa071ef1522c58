using System.Text.Json;
using Frontdesk.Platform.Http;

namespace Frontdesk.SignIn.Providers;

/// <summary>How long and how much a provider may answer.</summary>
public sealed class ProviderPatience
{
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(10);

    public long MostBytes { get; set; } = 256 * 1024;
}

/// <summary>
/// Asks providers for JSON. Their addresses are a workspace's word, so every request goes through the outbound client, has
/// a bound of time and size, and whatever goes wrong becomes one plain sentence.
/// </summary>
public sealed class ProviderWire(OutboundClient outbound, ProviderPatience patience)
{
    /// <exception cref="ProviderFailedException"/>
    public async Task<JsonElement> Ask(HttpRequestMessage request, CancellationToken ct)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bounded.CancelAfter(patience.Wait);
        try
        {
            return await Answer(request, bounded.Token);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new ProviderFailedException($"The provider did not answer within {patience.Wait.TotalSeconds:0} seconds.", late);
        }
        catch (AddressRefusedException refused)
        {
            throw new ProviderFailedException(refused.Message, refused);
        }
        catch (ResponseTooLargeException large)
        {
            throw new ProviderFailedException("The provider's answer is far too long.", large);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new ProviderFailedException($"The provider at {request.RequestUri?.Host} cannot be reached.", broken);
        }
        catch (JsonException notJson)
        {
            throw new ProviderFailedException($"What the provider answers at {request.RequestUri?.AbsolutePath} is not JSON.", notJson);
        }
    }

    private async Task<JsonElement> Answer(HttpRequestMessage request, CancellationToken ct)
    {
        var asked = request.RequestUri!;
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await outbound.Http.SendAsync(request.LimitResponse(patience.MostBytes).WithoutRedirects(), HttpCompletionOption.ResponseHeadersRead, ct);
        if (!response.IsSuccessStatusCode && (int)response.StatusCode is not (400 or 401))
        {
            throw new ProviderFailedException($"The provider answered {(int)response.StatusCode} at {asked.AbsolutePath}.");
        }

        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new ProviderFailedException($"What the provider answers at {asked.AbsolutePath} is not a JSON object.");
        }

        return response.IsSuccessStatusCode
            ? document.RootElement.Clone()
            : throw new ProviderFailedException($"The provider refused the request: {Code(document.RootElement)}. Check the client id, the client secret and the redirect address there.");
    }

    /// <summary>The error code alone, and only if it looks like one: the words beside it are the provider's.</summary>
    private static string Code(JsonElement answer) =>
        answer.Text("error") is { Length: > 0 and <= 60 } code && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? code : "no reason given";
}
