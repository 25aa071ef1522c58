using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Frontdesk.Knowledge.Reading;

/// <summary>What stands on a page without being what the page is about.</summary>
internal sealed partial class Clutter
{
    private const double MostOfThePage = 0.4;
    private const int FewWords = 500;
    private const int ManyLinks = 4;

    private static readonly HashSet<string> Always = ["nav", "menu", "dialog", "input", "select", "option", "datalist", "output", "progress", "meter", "label", "link", "meta", "base", "title"];
    private static readonly HashSet<string> Roles = ["navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar"];
    private static readonly HashSet<string> Headings = ["h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"];

    private readonly HashSet<INode> _found;
    private readonly Sizes _visible;
    private readonly int _all;

    private Clutter(IElement body, Sizes visible)
    {
        (_found, _visible) = ([.. visible.Skipped], visible);
        _all = visible.Of(body).Text;
    }

    /// <summary>Elements nobody sees. What a button on the page opens counts as seen: answers stand folded under their questions.</summary>
    public static HashSet<INode> HiddenIn(IElement body)
    {
        var opened = body.QuerySelectorAll("[aria-controls]").Select(e => e.GetAttribute("aria-controls")).ToHashSet();
        return [.. body.QuerySelectorAll("[hidden],[aria-hidden],[style]").Where(e => IsHidden(e) && !(e.Id is { Length: > 0 } id && opened.Contains(id)) && !Folded().IsMatch(Names(e)))];
    }

    public static HashSet<INode> In(IElement body, Sizes visible)
    {
        var clutter = new Clutter(body, visible);
        clutter.Look(body, inContent: false);
        return clutter._found;
    }

    private void Look(IElement parent, bool inContent)
    {
        foreach (var child in parent.ChildNodes.OfType<IElement>())
        {
            if (_found.Contains(child))
            {
                continue;
            }

            if (IsClutter(child, inContent))
            {
                _found.Add(child);
            }
            else
            {
                Look(child, inContent || IsContent(child));
            }
        }
    }

    private bool IsClutter(IElement element, bool inContent)
    {
        var size = _visible.Of(element);
        return Always.Contains(element.LocalName)
            || Roles.Contains(element.GetAttribute("role") ?? "")
            || element.LocalName switch
            {
                "button" => !OpensSomething(element),
                "footer" => !IsIn(element, "blockquote"),
                "aside" => !inContent,
                "header" => !inContent && (element.QuerySelector("h1") is null || size.LinkShare >= 0.5),
                "form" => size.Text < _all * MostOfThePage,
                "ul" or "ol" or "div" or "section" or "table" => !inContent && size is { Links: >= ManyLinks, LinkShare: > 0.8 },
                _ => false,
            }
            || IsNamedLikeClutter(element, size);
    }

    private bool IsNamedLikeClutter(IElement element, Size size)
    {
        if (size.Text >= _all * MostOfThePage || element.LocalName is "main" or "article" || Headings.Contains(element.LocalName))
        {
            return false;
        }

        var names = Names(element);
        return names.Length > 0 && (Sure().IsMatch(names) || size.Text <= FewWords && Small().IsMatch(names) || size.LinkShare >= 0.5 && Linked().IsMatch(names));
    }

    private static bool IsContent(IElement element) => element.LocalName is "main" or "article" || element.GetAttribute("role") == "main";

    private static bool OpensSomething(IElement button) =>
        button.HasAttribute("aria-expanded") || button.HasAttribute("aria-controls") || Headings.Contains(button.ParentElement?.LocalName ?? "") || Folded().IsMatch(Names(button));

    private static bool IsIn(IElement element, string name)
    {
        for (var parent = element.ParentElement; parent is not null; parent = parent.ParentElement)
        {
            if (parent.LocalName == name)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHidden(IElement element) =>
        element.GetAttribute("hidden") is { } hidden && hidden != "until-found"
        || element.GetAttribute("aria-hidden") == "true"
        || element.GetAttribute("style") is { } style && Invisible().IsMatch(style);

    private static string Names(IElement element) => $"{element.ClassName} {element.Id}".Trim().ToLowerInvariant();

    [GeneratedRegex(@"(display\s*:\s*none|visibility\s*:\s*hidden)", RegexOptions.IgnoreCase)] private static partial Regex Invisible();
    [GeneratedRegex("accordion|collaps|faq|answer|tab-?pane|panel|toggle|expand")] private static partial Regex Folded();
    [GeneratedRegex(@"(?<![a-z])(cookies?|consent|gdpr|breadcrumbs?|skip-?(link|nav|to)|pagination|pager|footer|site-header|masthead|topbar|offcanvas|adverts?|advertisement|ads|sponsor(ed)?|disqus|lightbox)(?![a-z])")] private static partial Regex Sure();
    [GeneratedRegex(@"(?<![a-z])(social|share|sharing|newsletter|subscribe|signup|modal|popup|byline|toolbar|search)(?![a-z])")] private static partial Regex Small();
    [GeneratedRegex(@"(?<![a-z])(nav|navbar|navigation|menu|sidebar|side-?nav|toc|related|recommended|comments?|widget|tags?|tag-?cloud|links?)(?![a-z])")] private static partial Regex Linked();
}
