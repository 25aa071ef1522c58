namespace Frontdesk.Knowledge.Reading;

/// <summary>What a page of the web says.</summary>
/// <param name="Title">Without the site's name; empty where the page has none.</param>
/// <param name="Language">As the page names it: <c>en</c>, <c>pt-BR</c>.</param>
/// <param name="Canonical">Where the page says it lives.</param>
/// <param name="Links">All of the page, absolute, without fragments, in order and each once; those marked nofollow are left out.</param>
/// <param name="Text">The main content as light markdown: headings, lists, tables as rows, code.</param>
/// <param name="NoIndex">The page asks not to be found.</param>
/// <param name="NoFollow">The page asks not to follow its links.</param>
public sealed record WebPage(
    string Title, string? Language, string? Description, string? Author, Uri? Canonical, IReadOnlyList<Uri> Links, string Text, bool NoIndex, bool NoFollow);
