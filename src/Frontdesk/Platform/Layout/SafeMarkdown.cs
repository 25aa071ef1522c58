using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Frontdesk.Platform.Layout;

/// <summary>
/// Markdown that strangers, documents and models wrote, as HTML that cannot harm the reader: no raw HTML, no images
/// (a remote image tells its server who reads), links only to <c>http</c>, <c>https</c>, <c>mailto</c> and <c>tel</c>.
/// </summary>
public static partial class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UseAutoLinks().UsePipeTables().Build();

    public static string ToHtml(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList()) Tame(link);
        foreach (var link in document.Descendants<AutolinkInline>().ToList()) Tame(link);
        return document.ToHtml(Pipeline);
    }

    private static void Tame(LinkInline link)
    {
        var insideLink = link.IsImage && link.Parent is LinkInline;
        link.IsImage = false;
        if (link.FirstChild is null) link.AppendChild(new LiteralInline(link.Url ?? ""));
        if (!insideLink && AllowedScheme().IsMatch(link.Url ?? "")) Guard(link);
        else link.ReplaceBy(new ContainerInline(), copyChildren: true);
    }

    private static void Tame(AutolinkInline link)
    {
        if (link.IsEmail || AllowedScheme().IsMatch(link.Url)) Guard(link);
        else link.ReplaceBy(new LiteralInline(link.Url));
    }

    private static void Guard(Inline link)
    {
        var attributes = link.GetAttributes();
        attributes.AddProperty("rel", "noopener noreferrer nofollow");
        attributes.AddProperty("target", "_blank");
    }

    [GeneratedRegex("^(https?://|mailto:|tel:)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AllowedScheme();
}
