using AngleSharp.Dom;

namespace Frontdesk.Knowledge.Reading;

/// <summary>How many characters an element shows, and how many of them in how many links.</summary>
internal readonly record struct Size(int Text, int LinkText, int Links)
{
    public double LinkShare => Text == 0 ? 0 : (double)LinkText / Text;

    /// <summary>What is no link: that is what pages are read for.</summary>
    public int Prose => Text - LinkText;
}

/// <summary>The sizes of all elements below one, measured once.</summary>
internal sealed class Sizes
{
    private readonly Dictionary<INode, Size> _sizes = [];

    public Sizes(IElement root, HashSet<INode> skipped)
    {
        Skipped = skipped;
        Measure(root, inLink: false);
    }

    /// <summary>What counts as not there.</summary>
    public HashSet<INode> Skipped { get; }

    public Size Of(INode element) => _sizes.GetValueOrDefault(element);

    private Size Measure(INode node, bool inLink)
    {
        var (text, linkText, links) = (0, 0, 0);
        foreach (var child in node.ChildNodes) // never by NextSibling, which counts from the first every time
        {
            if (child is IText words)
            {
                var length = Length(words.Data);
                (text, linkText) = (text + length, linkText + (inLink ? length : 0));
            }
            else if (child is IElement element && !Skipped.Contains(element))
            {
                var isLink = element.LocalName == "a";
                var size = Measure(element, inLink || isLink);
                (text, linkText, links) = (text + size.Text, linkText + size.LinkText, links + size.Links + (isLink ? 1 : 0));
            }
        }

        return _sizes[node] = new Size(text, linkText, links);
    }

    private static int Length(string text)
    {
        var length = 0;
        foreach (var c in text)
        {
            length += char.IsWhiteSpace(c) ? 0 : 1;
        }

        return length;
    }
}
