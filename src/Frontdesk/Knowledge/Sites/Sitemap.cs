using System.Xml;

namespace Frontdesk.Knowledge.Sites;

/// <summary>The addresses in a sitemap, or of further sitemaps where it is an index.</summary>
public sealed record Sitemap(bool IsIndex, IReadOnlyList<string> Addresses)
{
    private const int MostAddresses = 5_000;
    private const int MostCharacters = 20_000_000;

    public static Sitemap Empty { get; } = new(false, []);

    /// <summary>XML, or a text with an address on each line. What is neither is empty; of a broken one counts what was read before.</summary>
    public static Sitemap Read(string text) => text.TrimStart('\ufeff', ' ', '\n', '\r', '\t') is ['<', ..] xml ? ReadXml(xml) : new Sitemap(false,
        [.. text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line.StartsWith("http", StringComparison.OrdinalIgnoreCase)).Take(MostAddresses)]);

    private static Sitemap ReadXml(string xml)
    {
        var (addresses, isIndex) = (new List<string>(), false);
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters });
            while (addresses.Count < MostAddresses && reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    isIndex |= reader is { Depth: 0, LocalName: "sitemapindex" };
                    if (reader is { LocalName: "loc", Depth: 2 } && reader.ReadElementContentAsString().Trim() is { Length: > 0 } address)
                    {
                        addresses.Add(address);
                    }
                }
            }
        }
        catch (XmlException)
        {
            // what came before it counts
        }

        return new Sitemap(isIndex, addresses);
    }
}
