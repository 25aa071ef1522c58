namespace Frontdesk.Knowledge.Sites;

/// <summary>A website as the API shows it.</summary>
/// <param name="CrawlJobId">The present or the latest crawl.</param>
/// <param name="ChunksCreated">Passages that answers are found in.</param>
/// <param name="Error">Why the last crawl ended early.</param>
public sealed record SiteView(
    Guid Id, Guid ChatbotId, string Url, SiteStatus Status, string? Error, Guid? CrawlJobId, int PagesFound, int PagesProcessed, int PagesFailed, int PagesUnchanged, int PagesSkipped,
    int ChunksCreated, int DurationSeconds, CrawlSettings CrawlSettings, CrawlSchedule Schedule, DateTimeOffset? LastCrawlAt, DateTimeOffset? NextCrawlAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static SiteView Of(Site s) => new(
        s.Id, s.ChatbotId, s.Url, s.Status, s.Failure, s.CrawlId, s.PagesFound, s.PagesProcessed, s.PagesFailed, s.PagesUnchanged, s.PagesSkipped,
        s.PassageCount, s.LastCrawlSeconds, s.Settings, s.Schedule, s.LastCrawlAt, s.NextCrawlAt, s.CreatedAt, s.UpdatedAt);
}

/// <summary>A page of a website. <c>SourceId</c> is there while answers may come from it, also where the last reading failed.</summary>
public sealed record SitePageView(Guid Id, string Url, string? Title, PageState Status, string? Reason, Guid? SourceId, int Chunks, int Depth, DateTimeOffset? ReadAt);
