using System.Diagnostics;
using Frontdesk.Knowledge.Sites;
using Shouldly;
using Xunit;
using Trace = Frontdesk.Knowledge.Sites.Trace;

namespace Frontdesk.Tests.Knowledge.Sites;

/// <summary>Addresses, patterns, robots.txt, sitemaps and what has vanished: decided without a network.</summary>
public sealed class TheRules
{
    [Theory]
    [InlineData("https://Shop.test:443/a/#x", "shop.test/a")]
    [InlineData("http://shop.test/a", "shop.test/a")]
    [InlineData("https://shop.test./", "shop.test")]
    [InlineData("https://shop.test:8443/", "shop.test:8443")]
    [InlineData("https://shop.test/a?b=2&a=1&utm_source=x&gclid=1", "shop.test/a?a=1&b=2")]
    [InlineData("https://shop.test/a;jsessionid=AB12?x=1", "shop.test/a?x=1")]
    [InlineData("https://shop.test/a?PHPSESSID=1", "shop.test/a")]
    [InlineData("https://bücher.test/ä", "xn--bcher-kva.test/%C3%A4")]
    [InlineData("https://shop.test/a/../b", "shop.test/b")]
    public void A_page_has_one_spelling(string address, string key) => PageAddress.Of(new Uri(address))!.Key.ShouldBe(key);

    [Theory]
    [InlineData("ftp://shop.test/"), InlineData("https://a:b@shop.test/"), InlineData("https://shop.test/x.png"), InlineData("https://shop.test/a/b/a/b/a/b/a/b")]
    [InlineData("https://shop.test/?a=1&b=2&c=3&d=4&e=5&f=6"), InlineData("https://shop.test/1/2/3/4/5/6/7/8/9/10/11/12/13"), InlineData("mailto:a@shop.test")]
    public void What_is_no_page_has_none(string address) => PageAddress.Of(new Uri(address)).ShouldBeNull();

    [Theory]
    [InlineData("https://xn--.test/"), InlineData("https://ä\u200d.test/"), InlineData("https://-ä-.test/"), InlineData("https://ää..test/"), InlineData("https://\u00ad.test/")]
    public void A_host_that_is_none_breaks_nothing(string address) => Should.NotThrow(() => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? PageAddress.Of(uri)?.Key : null);

    [Theory]
    [InlineData("/docs/*", "/docs/a/b", true), InlineData("/docs/*", "/docs", true), InlineData("/docs/*", "/docsx", false), InlineData("/docs", "/docs/a", false)]
    [InlineData("*/print", "/a/b/print", true), InlineData("/a*c", "/abbc", true), InlineData("/a*c", "/abbd", false), InlineData("*", "/anything", true), InlineData("/ä", "/%C3%A4", true)]
    public void A_pattern_fits_a_path(string pattern, string path, bool fits) => Glob.Fits(pattern, path).ShouldBe(fits);

    [Fact]
    public void No_pattern_is_slow()
    {
        var watch = Stopwatch.StartNew();
        Glob.Fits(string.Concat(Enumerable.Repeat("*a", 100)) + "b", new string('a', 1_000)).ShouldBeFalse();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), "a pattern that goes back and forth takes for ever");
    }

    [Theory]
    [InlineData("User-agent: *\nDisallow: /a", "/a/b", false), InlineData("User-agent: *\nDisallow: /a", "/b", true)]
    [InlineData("User-agent: *\nDisallow: /\nAllow: /p", "/page", true), InlineData("User-agent: *\nDisallow: /p\nAllow: /p", "/p", true)]
    [InlineData("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", false), InlineData("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: FrontdeskBot/2\nDisallow:", "/x", true)]
    [InlineData("User-agent: FRONTDESKBOT\nUser-agent: other\nDisallow: /x", "/x", false), InlineData("User-agent: frontdeskbotx\nDisallow: /", "/x", true)]
    [InlineData("user-agent: * # all\ndisallow: /x # this", "/x", false), InlineData("Disallow: /", "/x", true), InlineData("", "/x", true), InlineData("<html>404</html>", "/x", true)]
    [InlineData("User-agent: *\nDisallow: /%7Ejoe", "/~joe", false), InlineData("User-agent: *\nDisallow: /ä", "/%C3%A4", false), InlineData("User-agent: *\nDisallow: /a?b", "/a?b=1", false)]
    public void Robots_txt_says_who_may_go_where(string text, string path, bool allowed)
    {
        Robots.Read(text).Allows(path).ShouldBe(allowed);
        Robots.Read(Robots.Read(text).ToString()).Allows(path).ShouldBe(allowed, "what is kept of it says the same");
    }

    [Theory]
    [InlineData("2", 2.0), InlineData("0.5", 0.5), InlineData("3600", 10.0), InlineData("-1", null), InlineData("soon", null)]
    public void A_crawl_delay_is_kept_within_reason(string written, double? seconds) => (Robots.Read($"User-agent: *\nCrawl-delay: {written}").Delay?.TotalSeconds).ShouldBe(seconds);

    [Fact]
    public void A_sitemap_with_a_bomb_inside_is_read_as_far_as_it_is_one()
    {
        Sitemap.Read("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">]><urlset><url><loc>&a;</loc></url></urlset>").Addresses.ShouldBeEmpty();
        Sitemap.Read("<urlset><url><loc>https://a.test/</loc></url><url><loc>https://b.test/</").Addresses.ShouldBe(["https://a.test/"]);
        Sitemap.Read("https://a.test/\nhttps://b.test/\nnot one").Addresses.Count.ShouldBe(2);
        Sitemap.Read("<rss><channel><link>x</link></channel></rss>").Addresses.ShouldBeEmpty();
    }

    [Fact]
    public void Only_what_may_not_be_behind_a_failure_has_vanished()
    {
        var (old, crawl) = (Guid.NewGuid(), Guid.NewGuid());
        Trace Page(Guid found, PageState state, Guid? on = null) => new(Guid.NewGuid(), Guid.NewGuid(), found, on, state);
        var home = Page(crawl, PageState.Read);
        var failing = Page(crawl, PageState.Failed, home.Id);
        var behind = Page(old, PageState.Read, failing.Id);
        var farther = Page(old, PageState.Read, behind.Id);
        var unlinked = Page(old, PageState.Read, home.Id);
        var inSitemap = Page(old, PageState.Read);
        Trace[] all = [home, failing, behind, farther, unlinked, inSitemap];
        Vanished.Among(all, crawl, isPartial: false).ShouldBe([unlinked, inSitemap], ignoreOrder: true);
        Vanished.Among(all, crawl, isPartial: true).ShouldBe([unlinked]);
    }
}
