using System.Text.Json;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge.Sites;

/// <summary>Tells the members' pages how far the reading of a website is: crawl:progress, :completed, :failed.</summary>
public sealed class CrawlSignal : IHostedService
{
    private const string Kind = "crawl";

    private sealed record Content(Guid WorkspaceId, Guid SiteId, Guid ChatbotId, SiteStatus Status, int Found, int Processed, int Passages, int Seconds, string? Url, string? Failure);

    public CrawlSignal(ISignals signals, WorkspaceSockets sockets) => signals.On(Kind, payload =>
    {
        var site = JsonSerializer.Deserialize<Content>(payload, Json.Options)!;
        sockets.Send(site.WorkspaceId, new Topic("knowledge", site.ChatbotId), FrameOf(site));
    });

    public static Signal Of(Site site, string? currentUrl) => new(Kind, JsonSerializer.Serialize(
        new Content(site.WorkspaceId, site.Id, site.ChatbotId, site.Status, site.PagesFound, site.PagesProcessed, site.PassageCount, site.LastCrawlSeconds, currentUrl, site.Failure), Json.Options));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static ReadOnlyMemory<byte> FrameOf(Content site) => site.Status switch
    {
        SiteStatus.Crawling => Frames.Of("crawl:progress", new
        {
            source_id = site.SiteId,
            chatbot_id = site.ChatbotId,
            pages_found = site.Found,
            pages_processed = site.Processed,
            current_url = site.Url,
        }),
        SiteStatus.Failed => Frames.Of("crawl:failed", new
        {
            source_id = site.SiteId,
            chatbot_id = site.ChatbotId,
            status = site.Status,
            error = new { code = "CRAWL_FAILED", message = site.Failure },
        }),
        _ => Frames.Of("crawl:completed", new
        {
            source_id = site.SiteId,
            chatbot_id = site.ChatbotId,
            status = site.Status,
            pages_found = site.Found,
            pages_processed = site.Processed,
            chunks_created = site.Passages,
            duration_seconds = site.Seconds,
        }),
    };
}
