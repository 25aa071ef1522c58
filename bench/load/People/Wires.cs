using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Frontdesk.Load.Wire;

namespace Frontdesk.Load.People;

/// <summary>The server said no, or the proxy had nobody to ask.</summary>
public sealed class NoException(int status, string code) : IOException($"{status} {code}".TrimEnd())
{
    public int Status => status;

    public string Code => code;
}

/// <summary>Frames and requests as the documentation writes them.</summary>
public static class Wires
{
    /// <summary>What happens to a connection when the other side dies.</summary>
    public static bool IsLost(Exception exception) =>
        exception is IOException or SocketException or HttpRequestException or TimeoutException or ObjectDisposedException or OperationCanceledException;

    /// <summary>In few words, for the tally.</summary>
    public static string Reason(Exception lost) => lost switch
    {
        NoException no => no.Message,
        HttpRequestException or SocketException => "request broken off or refused",
        TimeoutException or OperationCanceledException => "no answer in time",
        _ => lost.Message,
    };

    public static void Say(this WebSocketLine line, string name, object data) => line.Send(JsonSerializer.Serialize(new { @event = name, data }));

    /// <summary>The next frame; a server that is silent for longer than its pongs take is gone.</summary>
    public static async Task<(string Name, JsonElement Data)> Hear(this WebSocketLine line, TimeSpan silence, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(silence);
        try
        {
            using var frame = JsonDocument.Parse(await line.Next(patience.Token));
            return (frame.RootElement.GetProperty("event").GetString()!, frame.RootElement.GetProperty("data").Clone());
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException("The server is silent.");
        }
    }

    public static async Task<JsonElement> Expect(this WebSocketLine line, string name, CancellationToken ct)
    {
        while (true)
        {
            var (heard, data) = await line.Hear(TimeSpan.FromSeconds(15), ct);
            if (heard == name)
            {
                return data;
            }
        }
    }

    /// <exception cref="NoException">Any answer but 2xx.</exception>
    public static async Task<JsonElement> Ask(this HttpClient http, HttpMethod method, Uri address, object? body, string? token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (answer.IsSuccessStatusCode)
        {
            return text.Length > 0 ? JsonElement.Parse(text) : default;
        }

        if ((int)answer.StatusCode == 500)
        {
            throw new NoException(500, $"{method} {address.AbsolutePath[..Math.Min(30, address.AbsolutePath.Length)]}");
        }

        throw new NoException((int)answer.StatusCode, text.StartsWith('{') && JsonElement.Parse(text).TryGetProperty("code", out var code) ? code.GetString()! : "");
    }
}
