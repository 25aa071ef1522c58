using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Frontdesk.Platform.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Frontdesk.Platform.Mail;

/// <summary>
/// Sends letters. Call it from a job: a mail server may be slow or away, and the job tries again. A token that a letter
/// carries is made in that job, so that it stands in no stored payload.
/// </summary>
public sealed class Post(IServiceProvider services, ILoggerFactory loggers, IMailTransport transport, MailOptions options)
{
    /// <exception cref="SmtpException">The mail server refused or did not answer.</exception>
    public async Task Send(Letter letter, CancellationToken ct)
    {
        using var mail = new MailMessage(new MailAddress(options.From, letter.From), new MailAddress(letter.To))
        {
            Subject = CleanText.Cut(letter.Subject.ReplaceLineEndings(" "), 200),
            SubjectEncoding = Encoding.UTF8,
            BodyEncoding = Encoding.UTF8,
            Body = PlainText(letter),
        };
        using var html = AlternateView.CreateAlternateViewFromString(await Html(letter), Encoding.UTF8, MediaTypeNames.Text.Html);
        mail.AlternateViews.Add(html);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        await transport.Send(mail, ct);
    }

    private async Task<string> Html(Letter letter)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<LetterDocument>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(LetterDocument.Letter)] = letter }))).ToHtmlString());
    }

    private static string PlainText(Letter letter) => string.Join("\n\n",
    [
        .. letter.Paragraphs,
        .. letter.Action is { } action ? [$"{action.Text}:\n{action.Url}"] : Array.Empty<string>(),
        .. letter.Note is { } note ? [note] : Array.Empty<string>(),
    ]) + "\n";
}
