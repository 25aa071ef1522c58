namespace Frontdesk.Platform.Layout;

/// <summary>A sentence above a page, whatever page it is.</summary>
/// <param name="Href">Where it leads; null for a sentence alone.</param>
public sealed record PageNotice(string Text, Meaning Meaning, string? Href = null, string? LinkText = null);

/// <summary>Says what stands above the pages of who looks. Features register theirs.</summary>
public interface IPageNotice
{
    ValueTask<IReadOnlyList<PageNotice>> For(HttpContext http);
}
