using System.Text;

namespace Frontdesk.Load.Wire;

public static class Waiting
{
    /// <summary>Reads on until a frame begins so.</summary>
    /// <exception cref="TimeoutException">None came within ten seconds.</exception>
    public static async Task<string> Await(this WebSocketLine line, string beginning, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        var last = "nothing";
        try
        {
            while (!(last = Encoding.UTF8.GetString((await line.Next(patience.Token)).Span)).StartsWith(beginning, StringComparison.Ordinal))
            {
            }

            return last;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"Waited for {beginning}… and heard {last}.");
        }
    }
}
