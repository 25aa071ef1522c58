using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge.Reading;

/// <summary>
/// What a page says, without what stands around it: navigation, footers, banners, forms and whatever is hidden. Safe for hostile
/// pages: what is read is bounded before a tree is built of it.
/// </summary>
public static class MainText
{
    private const double Suspicious = 0.1;
    private const int Little = 120;

    /// <param name="html">The whole page or a piece of one.</param>
    /// <param name="address">Where it was found; without it only absolute links count.</param>
    public static WebPage Of(string html, Uri? address)
    {
        var tamed = TamedHtml.Of(html);
        using var document = new HtmlParser().ParseDocument(tamed.Markup);
        var head = new PageHead(document, address);
        var text = Written(document);
        return new WebPage(
            head.Title, head.Language, head.Description, head.Author, head.Canonical, head.Links,
            CleanText.Of(StructuredFaqs.Append(text, tamed.Structured)), head.Says("noindex"), head.Says("nofollow"));
    }

    /// <summary>The text of a piece of HTML, as it stands in an answer for machines.</summary>
    internal static string Plain(string html)
    {
        using var document = new HtmlParser().ParseDocument(TamedHtml.Of(html).Markup);
        return Written(document);
    }

    /// <summary>Where nearly nothing is left, the page was built unusually: then all that is visible counts.</summary>
    private static string Written(IDocument document)
    {
        if (document.Body is not { } body)
        {
            return "";
        }

        var visible = new Sizes(body, Clutter.HiddenIn(body));
        var clean = new Sizes(body, Clutter.In(body, visible));
        var sizes = clean.Of(body).Text < Little && clean.Of(body).Text < visible.Of(body).Text * Suspicious ? visible : clean;
        return Markdown.Of(MainPart.Of(body, sizes), sizes.Skipped);
    }
}
