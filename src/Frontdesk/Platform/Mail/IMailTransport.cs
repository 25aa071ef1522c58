using System.Net.Mail;

namespace Frontdesk.Platform.Mail;

/// <summary>How mail leaves: by a mail server, or into a folder where there is none.</summary>
public interface IMailTransport
{
    Task Send(MailMessage mail, CancellationToken ct);
}

/// <summary>By the server that <c>FRONTDESK_SMTP</c> names.</summary>
public sealed class SmtpTransport(MailOptions options) : IMailTransport
{
    public async Task Send(MailMessage mail, CancellationToken ct)
    {
        using var client = new SmtpClient(options.Host, options.Port) { EnableSsl = options.Tls, Credentials = options.Credentials, Timeout = 20_000 };
        await client.SendMailAsync(mail, ct);
    }
}

/// <summary>Each mail as an .eml file, newest last by name.</summary>
public sealed class OutboxFolder(DirectoryInfo folder, TimeProvider clock) : IMailTransport
{
    public DirectoryInfo Folder => folder;

    public async Task Send(MailMessage mail, CancellationToken ct)
    {
        var made = Directory.CreateTempSubdirectory("frontdesk-mail-");
        using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = made.FullName })
        {
            await client.SendMailAsync(mail, ct);
        }

        made.GetFiles().Single().MoveTo(Path.Combine(folder.FullName, $"{clock.GetUtcNow():yyyyMMddHHmmssfffffff}-{Guid.NewGuid():N}.eml"));
        made.Delete();
    }
}
