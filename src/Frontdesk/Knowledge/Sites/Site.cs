using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;

namespace Frontdesk.Knowledge.Sites;

public enum SiteStatus
{
    /// <summary>Never read to an end.</summary>
    Pending,
    Crawling,
    Completed,
    Failed,
}

/// <summary>A website that a chatbot answers from. Its pages are sources of their own.</summary>
public sealed class Site : ITenantOwned
{
    private Site()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ChatbotId { get; private set; }
    public string Url { get; private set; } = "";
    public string Key { get; private set; } = "";
    public CrawlSettings Settings { get; private set; } = new();
    public CrawlSchedule Schedule { get; private set; } = new();
    public SiteStatus Status { get; private set; }

    /// <summary>Why the last crawl ended early, in words for the owner.</summary>
    public string? Failure { get; private set; }

    /// <summary>The present or the latest crawl.</summary>
    public Guid? CrawlId { get; private set; }

    /// <summary>Whether robots.txt and sitemaps of the present crawl were read.</summary>
    public bool IsPrepared { get; private set; }

    /// <summary>Whether a sitemap could not be read, so that a page that is missing may well be there.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>What the robots.txt of each origin says to us, for this crawl.</summary>
    public Dictionary<string, string> Robots { get; private set; } = [];

    public DateTimeOffset? StartedAt { get; private set; }
    public int PagesFound { get; private set; }
    public int PagesProcessed { get; private set; }
    public int PagesFailed { get; private set; }
    public int PagesUnchanged { get; private set; }
    public int PagesSkipped { get; private set; }
    public int FailuresInARow { get; private set; }
    public int PassageCount { get; private set; }
    public DateTimeOffset? LastCrawlAt { get; private set; }
    public int LastCrawlSeconds { get; private set; }
    public DateTimeOffset? NextCrawlAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    public bool IsCrawling => Status == SiteStatus.Crawling;

    /// <summary>How many pages were read in this crawl, changed or not.</summary>
    public int PagesRead => PagesProcessed - PagesFailed - PagesSkipped;

    public static Site Of(Guid workspaceId, Guid chatbotId, PageAddress address, CrawlSettings settings, CrawlSchedule schedule, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = workspaceId,
        ChatbotId = chatbotId,
        Url = address.Url.AbsoluteUri,
        Key = address.Key,
        Settings = settings,
        Schedule = schedule,
        NextCrawlAt = NextCrawl.After(schedule, now),
        CreatedAt = now,
        UpdatedAt = now,
    };

    public void Change(CrawlSettings settings, CrawlSchedule schedule, DateTimeOffset now) =>
        (Settings, Schedule, NextCrawlAt, UpdatedAt) = (settings, schedule, NextCrawl.After(schedule, now), now);

    public Refused? BeginCrawl(DateTimeOffset now)
    {
        if (IsCrawling)
        {
            return new Refused("already_crawling", "This website is being read right now.");
        }

        (Status, CrawlId, IsPrepared, Robots, StartedAt, Failure, UpdatedAt) = (SiteStatus.Crawling, Guid.CreateVersion7(now), false, [], now, null, now);
        (PagesFound, PagesProcessed, PagesFailed, PagesUnchanged, PagesSkipped, FailuresInARow) = (0, 0, 0, 0, 0, 0);
        return null;
    }

    public void Prepare(Dictionary<string, string> robots, bool isPartial) => (IsPrepared, Robots, IsPartial) = (true, robots, isPartial);

    public void Found(int pages) => PagesFound += pages;

    public void Count(PageState outcome, DateTimeOffset now)
    {
        PagesProcessed++;
        PagesFailed += outcome == PageState.Failed ? 1 : 0;
        PagesUnchanged += outcome == PageState.Unchanged ? 1 : 0;
        PagesSkipped += outcome == PageState.Skipped ? 1 : 0;
        FailuresInARow = outcome == PageState.Failed ? FailuresInARow + 1 : 0;
        UpdatedAt = now;
    }

    public void Complete(int passages, DateTimeOffset now) => End(SiteStatus.Completed, null, passages, now);

    public void Fail(string reason, int passages, DateTimeOffset now) => End(SiteStatus.Failed, reason, passages, now);

    public Refused? Cancel(int passages, DateTimeOffset now)
    {
        if (!IsCrawling)
        {
            return new Refused("not_crawling", "This website is not being read right now.");
        }

        End(passages > 0 ? SiteStatus.Completed : SiteStatus.Pending, null, passages, now);
        return null;
    }

    /// <summary>The schedule has come round.</summary>
    public void Rearm(DateTimeOffset now) => NextCrawlAt = NextCrawl.After(Schedule, now);

    private void End(SiteStatus status, string? failure, int passages, DateTimeOffset now)
    {
        (Status, Failure, PassageCount, LastCrawlAt, UpdatedAt) = (status, failure, passages, now, now);
        LastCrawlSeconds = (int)Math.Ceiling((now - (StartedAt ?? now)).TotalSeconds);
    }
}
