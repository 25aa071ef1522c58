namespace Frontdesk.Knowledge.Sites;

/// <summary>A page as the end of a crawl looks at it.</summary>
public sealed record Trace(Guid Id, Guid? SourceId, Guid FoundIn, Guid? FoundOn, PageState State);

/// <summary>Decides which pages a site no longer has.</summary>
public static class Vanished
{
    /// <summary>
    /// Those the crawl did not find again. What only a page leads to that failed this time may well be there; so may what it
    /// leads to in turn, and what stood in a sitemap that could not be read.
    /// </summary>
    public static IReadOnlyList<Trace> Among(IReadOnlyCollection<Trace> pages, Guid crawl, bool isPartial)
    {
        var missing = pages.Where(p => p.FoundIn != crawl).ToDictionary(p => p.Id);
        var doubtful = pages.Where(p => p.FoundIn == crawl && p.State == PageState.Failed).Select(p => p.Id).ToHashSet();
        while (missing.Values.Where(p => p.FoundOn is { } parent ? doubtful.Contains(parent) : isPartial).ToList() is { Count: > 0 } spared)
        {
            spared.ForEach(p => (_, _) = (missing.Remove(p.Id), doubtful.Add(p.Id)));
        }

        return [.. missing.Values];
    }
}
