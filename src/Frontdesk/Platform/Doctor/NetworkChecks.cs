using System.Net.Sockets;
using Frontdesk.Platform.Mail;
using Frontdesk.Platform.Signals;
using RabbitMQ.Client.Exceptions;

namespace Frontdesk.Platform.Doctor;

/// <summary>Whether mail gets out and requests get in.</summary>
internal static class NetworkChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<Finding> Mail(string? smtp)
    {
        try
        {
            if (MailOptions.Read(smtp) is not { Host: { } host } mail)
            {
                return Finding.Warning("There is no mail server: letters lie in the data folder, under outbox.", "Set FRONTDESK_SMTP, so that people can verify addresses and reset passwords.");
            }

            return await Answers(host, mail.Port)
                ? mail.Tls ? Finding.Fine($"The mail server {host}:{mail.Port} answers.") : Finding.Warning($"The mail server {host}:{mail.Port} answers, without TLS.", "Letters carry links that sign people in: let them travel encrypted.")
                : Finding.Broken($"The mail server {host}:{mail.Port} does not answer.", "Check FRONTDESK_SMTP and the firewall.");
        }
        catch (CannotStartException wrong)
        {
            return Finding.Broken(wrong.Message, "Correct FRONTDESK_SMTP.");
        }
    }

    /// <summary>Which way nodes wake each other, and whether it is open.</summary>
    public static async Task<Finding> Signals(string? setting)
    {
        try
        {
            if (RabbitAddress.Read(setting) is not { } broker)
            {
                return Finding.Fine("Nodes wake each other through the database.");
            }

            try
            {
                using var patience = new CancellationTokenSource(Patience);
                await using var connection = await broker.Connect(patience.Token);
                return Finding.Fine($"Nodes wake each other through the broker at {broker}, which answers.");
            }
            catch (Exception silent) when (silent is RabbitMQClientException or IOException or SocketException or TimeoutException or OperationCanceledException)
            {
                return Finding.Broken($"The broker at {broker} does not answer, or refuses the name and password.", $"Check {RabbitAddress.Setting} and the broker. Until then nodes hear of each other's changes up to two seconds late.");
            }
        }
        catch (CannotStartException wrong)
        {
            return Finding.Broken(wrong.Message, $"Correct {RabbitAddress.Setting}.");
        }
    }

    /// <summary>Asks whatever listens there whether it is ready.</summary>
    public static async Task<Finding> Port(string url)
    {
        var address = url.Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal).Replace("://[::]", "://[::1]", StringComparison.Ordinal).Replace("://*", "://127.0.0.1", StringComparison.Ordinal).Replace("://+", "://127.0.0.1", StringComparison.Ordinal);
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(new Uri(new Uri(address), "/health/ready"));
            return answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync()).Contains("ready", StringComparison.Ordinal)
                ? Finding.Fine($"Frontdesk answers at {url} and is ready.")
                : Finding.Broken($"What answers at {url} is not a Frontdesk that is ready ({(int)answer.StatusCode}).", "Look into the server's log, or see who else has the port.");
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            return Finding.Warning($"Nothing answers at {url}.", "Start Frontdesk, or name its address with --urls.");
        }
    }

    private static async Task<bool> Answers(string host, int port)
    {
        using var client = new TcpClient();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await client.ConnectAsync(host, port, patience.Token);
            return true;
        }
        catch (Exception silent) when (silent is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
