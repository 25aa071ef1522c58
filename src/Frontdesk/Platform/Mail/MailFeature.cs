namespace Frontdesk.Platform.Mail;

public static class MailFeature
{
    /// <summary>With <c>FRONTDESK_SMTP</c> mail goes by that server, without it into <c>&lt;data&gt;/outbox</c>.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration, StartOptions start)
    {
        var options = MailOptions.Read(configuration["FRONTDESK_SMTP"]);
        services.AddSingleton(options).AddSingleton<Post>();
        return options.Host is null
            ? services.AddSingleton<IMailTransport>(provider => new OutboxFolder(PlatformFeature.Private(Path.Combine(start.Data, "outbox")), provider.GetRequiredService<TimeProvider>()))
            : services.AddSingleton<IMailTransport, SmtpTransport>();
    }
}
