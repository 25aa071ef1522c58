namespace Frontdesk.Knowledge.Sites;

/// <summary>How gently and how long websites are read.</summary>
public sealed class CrawlOptions
{
    /// <summary>Between two requests to one host; its robots.txt may ask for more.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>For one page, from the first byte sent to the last one read.</summary>
    public TimeSpan PageTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>For robots.txt and all sitemaps together.</summary>
    public TimeSpan PreparationTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a crawl works before it queues behind others.</summary>
    public TimeSpan Slice { get; set; } = TimeSpan.FromSeconds(20);

    public TimeSpan LongestCrawl { get; set; } = TimeSpan.FromHours(3);

    /// <summary>Of one page, packed or unpacked.</summary>
    public long LargestPage { get; set; } = 5 * 1024 * 1024;
}
