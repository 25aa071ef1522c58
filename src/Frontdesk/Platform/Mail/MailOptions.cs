using System.Net;
using System.Web;

namespace Frontdesk.Platform.Mail;

/// <summary>Where mail goes: <c>smtps://user:password@mail.company.com:465?from=help@company.com</c>, or smtp:// with or without TLS.</summary>
public sealed record MailOptions(string? Host, int Port, bool Tls, NetworkCredential? Credentials, string From)
{
    public static MailOptions None { get; } = new(null, 0, false, null, "frontdesk@localhost");

    /// <exception cref="CannotStartException">The address cannot be read.</exception>
    public static MailOptions Read(string? smtp)
    {
        if (string.IsNullOrWhiteSpace(smtp))
        {
            return None;
        }

        if (!Uri.TryCreate(smtp, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps") || uri.Host.Length == 0)
        {
            throw new CannotStartException("FRONTDESK_SMTP is not of the form smtp://user:password@host:587?from=help@company.com (smtps:// for a server that begins with TLS).");
        }

        var query = HttpUtility.ParseQueryString(uri.Query);
        var user = Uri.UnescapeDataString(uri.UserInfo).Split(':', 2);
        var credentials = user is [var name, var password] ? new NetworkCredential(name, password) : null;
        var port = uri.IsDefaultPort || uri.Port <= 0 ? uri.Scheme == "smtps" ? 465 : 587 : uri.Port;
        return new MailOptions(uri.Host, port, query["tls"] != "off", credentials, query["from"] ?? credentials?.UserName ?? $"frontdesk@{uri.Host}");
    }
}
