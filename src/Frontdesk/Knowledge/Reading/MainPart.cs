using AngleSharp.Dom;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Finds the part of a page that it is about: as the page marks it, else where nearly all of its prose stands.</summary>
internal static class MainPart
{
    private const double NearlyAll = 0.85;
    private const int Enough = 200;

    public static IElement Of(IElement body, Sizes sizes) =>
        Marked(body, sizes, "main,[role=main]", least: 0.3)
        ?? Marked(body, sizes, "article,[itemprop=articleBody],[itemprop=mainContentOfPage],#content,#main-content,.main-content,.entry-content,.markdown-body", least: 0.6)
        ?? Densest(body, sizes);

    private static IElement? Marked(IElement body, Sizes sizes, string selector, double least)
    {
        var all = sizes.Of(body).Prose;
        var largest = body.QuerySelectorAll(selector).MaxBy(element => sizes.Of(element).Prose);
        return largest is not null && sizes.Of(largest).Prose is var prose && (prose >= all * least || least < 0.5 && prose >= Enough) ? largest : null;
    }

    /// <summary>Goes down as long as one child holds nearly all.</summary>
    private static IElement Densest(IElement from, Sizes sizes)
    {
        var all = sizes.Of(from).Prose;
        var heir = from.Children.Where(child => !sizes.Skipped.Contains(child)).MaxBy(child => sizes.Of(child).Prose);
        return heir is not null && heir.LocalName is not ("p" or "pre" or "table" or "ul" or "ol" or "dl") && sizes.Of(heir).Prose > all * NearlyAll ? Densest(heir, sizes) : from;
    }
}
