using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Sites;

/// <summary>Names a website to answer from, and begins to read it.</summary>
public sealed class AddSite(FrontdeskDb db, OutboundClient outbound, TimeProvider clock)
{
    private const int MostSites = 50;

    public sealed record Request(Guid ChatbotId, string Url, CrawlSettingsRequest? CrawlSettings = null, CrawlScheduleRequest? Schedule = null)
    {
        public CrawlSettings Settings => (CrawlSettings ?? new()).Over(new());

        public CrawlSchedule When => (Schedule ?? new()).Over(new());

        /// <summary>What people type: a host alone is meant as https.</summary>
        public PageAddress? Address
        {
            get
            {
                var typed = Url.Trim();
                var written = typed.Contains("://", StringComparison.Ordinal) || typed.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? typed : "https://" + typed;
                return Uri.TryCreate(written, UriKind.Absolute, out var url) && (url.Host.Contains('.', StringComparison.Ordinal) || url.Host.Contains(':', StringComparison.Ordinal) || url.IsLoopback) ? PageAddress.Of(url) : null;
            }
        }

        public Errors Check() => When.Check(Settings.Check(new Errors().Unless(Address is not null, "url", "Write the address of a website, like https://docs.example.com.")));
    }

    /// <summary>404 for a chatbot the member does not see, 422 for an address that cannot be read, 409 for one that is there already.</summary>
    public async Task<(Site? Site, IResult? Problem)> From(Request request, CurrentAgent agent, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == request.ChatbotId, ct))
        {
            return (null, Platform.Http.Problem.NotFound("chatbot_not_found"));
        }

        var errors = request.Check();
        if (!errors.Any && await outbound.Refusal(request.Address!.Url, ct) is { } refusal)
        {
            errors.Unless(false, "url", refusal);
        }

        return errors.Any ? (null, Platform.Http.Problem.Invalid(errors)) : await Add(request, request.Address!, agent, ct);
    }

    private async Task<(Site?, IResult?)> Add(Request request, PageAddress address, CurrentAgent agent, CancellationToken ct)
    {
        await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select 1 from chatbots where id = {request.ChatbotId} for no key update", ct); // so that two of the same wait for each other
        var known = await db.Sites.Where(s => s.ChatbotId == request.ChatbotId).Select(s => s.Key).ToListAsync(ct);
        if (known.Contains(address.Key))
        {
            return (null, new Refused("site_exists", "This website is there already. Open it to read it again or to change its settings.").AsProblem());
        }

        if (known.Count >= MostSites)
        {
            return (null, new Refused("too_many_sites", $"A chatbot can have {MostSites} websites. Delete one that is not needed.").AsProblem());
        }

        var now = clock.GetUtcNow();
        var site = Site.Of(agent.WorkspaceId, request.ChatbotId, address, request.Settings, request.When, now);
        site.BeginCrawl(now);
        db.Sites.Add(site);
        db.Enqueue(new CrawlSite(agent.WorkspaceId, site.Id));
        db.Arm(site);
        db.Record(AuditEntry.By(agent, "site.added", site.Id, site.Url, now, after: new { site.Url, site.ChatbotId, site.Settings, site.Schedule }));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return (site, null);
    }
}
