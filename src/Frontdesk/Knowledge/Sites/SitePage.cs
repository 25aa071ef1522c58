using Frontdesk.Platform.Database;

namespace Frontdesk.Knowledge.Sites;

public enum PageState
{
    /// <summary>Found in the present crawl and still to be read.</summary>
    Waiting,
    Read,
    Unchanged,
    /// <summary>Left out on purpose.</summary>
    Skipped,
    Failed,
}

/// <summary>A page of a site: where it is in the present crawl, and what came of it. Its text is a source.</summary>
public sealed class SitePage : ITenantOwned
{
    private SitePage()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid SiteId { get; private set; }

    /// <summary>The source with its passages; null while there is none.</summary>
    public Guid? SourceId { get; private set; }

    public string Url { get; private set; } = "";
    public string Key { get; private set; } = "";
    public PageState State { get; private set; }

    /// <summary>Why it was skipped or failed, in words for the owner.</summary>
    public string? Reason { get; private set; }

    public int Depth { get; private set; }
    public int Position { get; private set; }
    public int Attempts { get; private set; }

    /// <summary>The crawl that found it last.</summary>
    public Guid FoundIn { get; private set; }

    /// <summary>The page whose link led here.</summary>
    public Guid? FoundOn { get; private set; }

    public string? EntityTag { get; private set; }
    public DateTimeOffset? LastModified { get; private set; }
    public byte[]? ContentHash { get; private set; }

    /// <summary>Where it leads, for when the server says that nothing has changed.</summary>
    public string[] Links { get; private set; } = [];

    public DateTimeOffset? ReadAt { get; private set; }

    public void Read(Guid source, Fetched answer, byte[] hash, string[] links, bool isSame, DateTimeOffset now)
    {
        (State, Reason, SourceId, ContentHash, Links, ReadAt) = (isSame ? PageState.Unchanged : PageState.Read, null, source, hash, links, now);
        (EntityTag, LastModified) = (answer.EntityTag, answer.LastModified);
    }

    /// <summary>The same page answers at an address spelt differently.</summary>
    public void Moved(Uri? to) => Url = to?.AbsoluteUri ?? Url;

    public void Unchange(DateTimeOffset now) => (State, Reason, ReadAt) = (PageState.Unchanged, null, now);

    /// <summary>It is no page to answer from, now.</summary>
    public void Skip(string reason) => (State, Reason, SourceId, EntityTag, LastModified, ContentHash) = (PageState.Skipped, reason, null, null, null, null);

    /// <summary>What was read before goes on answering.</summary>
    public void Fail(string reason) => (State, Reason) = (PageState.Failed, reason);

    public void TryAgain() => Attempts++;
}
