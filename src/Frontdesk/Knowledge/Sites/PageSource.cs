namespace Frontdesk.Knowledge;

/// <summary>A source as a page of a website.</summary>
public sealed partial class Source
{
    /// <summary>The website whose page it is.</summary>
    public Guid? SiteId { get; private set; }

    /// <summary>Still to be filled with <see cref="Crawled"/>.</summary>
    public static Source Page(Guid workspaceId, Guid chatbotId, Guid siteId, DateTimeOffset now) =>
        New(workspaceId, chatbotId, SourceKind.Page, "", SourceStatus.Pending, now).With(s => s.SiteId = siteId);

    public void Crawled(string title, string url, long size, int passages, DateTimeOffset now) =>
        (Title, Url, SizeBytes, MediaType, PassageCount, Status, UpdatedAt) = (title, url, size, "text/html", passages, SourceStatus.Completed, now);
}
