using System.Text.RegularExpressions;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Mail;
using Frontdesk.Team;
using Frontdesk.Team.Audit;

namespace Frontdesk.Installation;

public sealed record OutboxMail(string Name, DateTimeOffset At, string To, string Subject);

/// <summary>The mails that no server took: a folder of files, each named by the time and a number of our making.</summary>
public sealed partial class Outbox(IMailTransport transport, FrontdeskDb db, TimeProvider clock)
{
    private const int MostListed = 200;

    private readonly DirectoryInfo? _folder = (transport as OutboxFolder)?.Folder;

    /// <summary>False where mail goes by a server.</summary>
    public bool IsUsed => _folder is not null;

    public async Task<IReadOnlyList<OutboxMail>> List(CancellationToken ct)
    {
        var mails = new List<OutboxMail>();
        foreach (var file in Files().OrderByDescending(f => f.Name, StringComparer.Ordinal).Take(MostListed))
        {
            mails.Add(Of(file, StoredMail.Parse(await File.ReadAllTextAsync(file.FullName, ct))));
        }

        return mails;
    }

    public async Task<(OutboxMail Mail, StoredMail Content)?> Open(string name, CancellationToken ct)
    {
        if (Find(name) is not { } file)
        {
            return null;
        }

        var content = StoredMail.Parse(await File.ReadAllTextAsync(file.FullName, ct));
        return (Of(file, content), content);
    }

    public async Task<Done> Delete(string name, CurrentAgent admin, CancellationToken ct)
    {
        if (Find(name) is not { } file)
        {
            return Done.NothingThere;
        }

        file.Delete();
        await Record("installation.mail_deleted", admin, new { count = 1 }, ct);
        return Done.Well;
    }

    public async Task<Done> DeleteAll(CurrentAgent admin, CancellationToken ct)
    {
        var files = Files().ToList();
        files.ForEach(file => file.Delete());
        await Record("installation.mail_deleted", admin, new { files.Count }, ct);
        return Done.Well;
    }

    public async Task SendTest(CurrentAgent admin, CancellationToken ct)
    {
        db.Enqueue(new SendTestMail(admin.UserId));
        await Record("installation.test_mail_sent", admin, null, ct);
    }

    /// <summary>Only what is named as the outbox names its files is looked for: no name leads out of the folder.</summary>
    private FileInfo? Find(string name) => Names().IsMatch(name) && _folder is not null && new FileInfo(Path.Combine(_folder.FullName, name)) is { Exists: true, LinkTarget: null } file ? file : null;

    private IEnumerable<FileInfo> Files() => _folder?.EnumerateFiles("*.eml").Where(f => Names().IsMatch(f.Name) && f.LinkTarget is null) ?? [];

    private static OutboxMail Of(FileInfo file, StoredMail mail) => new(file.Name, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), mail.To, mail.Subject);

    private async Task Record(string action, CurrentAgent admin, object? after, CancellationToken ct)
    {
        db.Record(AuditEntry.ByInstallation(admin, null, action, null, null, clock.GetUtcNow(), after: after));
        await db.SaveChangesAsync(ct);
    }

    [GeneratedRegex(@"^\d{21}-[0-9a-f]{32}\.eml\z")]
    private static partial Regex Names();
}
