using System.Diagnostics;
using Frontdesk.Knowledge.Reading;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Reading;

/// <summary>What a page of the web says, and what stands around it.</summary>
public sealed class PagesAreRead
{
    private static readonly Uri Address = new("https://shop.test/help/returns");

    private const string Shop = """
        <!doctype html><html lang="de-AT"><head><title>Returns | Tarnholt</title>
        <meta name="description" content="How to send things back"><meta name="author" content="Ann Berg">
        <link rel="canonical" href="/help/returns?from=here#top"></head>
        <body><header class="site-header"><a href="/">Tarnholt</a><nav><ul><li><a href="/boots">Boots</a></li><li><a href="/hats">Hats</a></li></ul></nav></header>
        <div class="cookie-banner">We use cookies. <button>Accept</button></div>
        <main><h1>Returns</h1><p>Send it back within <b>30</b> days, <i>un</i>worn.</p>
        <h2>How it works</h2><ol><li>Pack it.</li><li>Print the <a href="label">label</a><ul><li>in colour</li></ul></li></ol>
        <table><tr><th>Country</th><th>Cost</th></tr><tr><td>Norway</td><td>5 €</td></tr></table>
        <details><summary>What about sale items?</summary><p>They can be exchanged.</p></details>
        <dl><dt>Who pays?</dt><dd>We do.</dd><dt>Address</dt><dd>Dock 4</dd></dl>
        <p>Write to <a href="mailto:returns@shop.test">our team</a>.</p>
        <p style="display: none">Secret price list</p><form><label>Your order <input name="o"></label></form>
        <pre><code>line one
        line two</code></pre></main>
        <aside><h3>You may also like</h3><a href="/socks">Socks</a></aside>
        <footer><p>© Tarnholt. All rights reserved.</p></footer><script>var x = "<p>script text</p>";</script></body></html>
        """;

    [Fact]
    public void The_main_content_comes_as_light_markdown()
    {
        var page = MainText.Of(Shop, Address);
        page.Text.ReplaceLineEndings("\n").ShouldBe("""
            # Returns

            Send it back within 30 days, unworn.

            ## How it works

            1. Pack it.
            2. Print the label
              - in colour

            | Country | Cost |
            | --- | --- |
            | Norway | 5 € |

            ### What about sale items?

            They can be exchanged.

            ### Who pays?

            We do.

            Address: Dock 4

            Write to our team (returns@shop.test).

            ```
            line one
                    line two
            ```
            """.ReplaceLineEndings("\n").Replace("        line two", "line two", StringComparison.Ordinal), StringCompareShould.IgnoreLineEndings);
    }

    [Fact]
    public void What_stands_around_it_does_not_come()
    {
        var text = MainText.Of(Shop, Address).Text;
        foreach (var noise in new[] { "Boots", "cookies", "Accept", "Secret", "Your order", "Socks", "rights reserved", "script text", "var x" })
        {
            text.ShouldNotContain(noise);
        }
    }

    [Fact]
    public void The_head_of_a_page_is_read()
    {
        var page = MainText.Of(Shop, Address);
        page.Title.ShouldBe("Returns");
        page.Language.ShouldBe("de-AT");
        page.Description.ShouldBe("How to send things back");
        page.Author.ShouldBe("Ann Berg");
        page.Canonical.ShouldBe(new Uri("https://shop.test/help/returns?from=here"));
        page.Links.ShouldBe([new("https://shop.test/"), new("https://shop.test/boots"), new("https://shop.test/hats"), new("https://shop.test/help/label"), new("https://shop.test/socks")]);
        (page.NoIndex, page.NoFollow).ShouldBe((false, false));
    }

    [Theory]
    [InlineData("<meta name=robots content='noindex, follow'>", true, false)]
    [InlineData("<meta name=ROBOTS content='NOFOLLOW'>", false, true)]
    [InlineData("<meta name=robots content=none>", true, true)]
    [InlineData("<meta name=frontdeskbot content=noindex>", true, false)]
    [InlineData("<meta name=otherbot content=noindex>", false, false)]
    public void A_page_may_ask_to_be_left_alone(string head, bool noIndex, bool noFollow)
    {
        var page = MainText.Of($"<head>{head}</head><p>Hello</p>", Address);
        (page.NoIndex, page.NoFollow).ShouldBe((noIndex, noFollow));
    }

    [Fact]
    public void Links_are_resolved_by_the_base_and_those_marked_nofollow_are_left_out()
    {
        var page = MainText.Of("""<base href="/docs/"><a href="a#x">A</a><a href="a">again</a><a rel="x nofollow" href="b">B</a><a href="javascript:alert(1)">C</a><a href="mailto:a@b.c">D</a><a href="http://[">E</a>""", Address);
        page.Links.ShouldBe([new Uri("https://shop.test/docs/a")]);
    }

    [Fact]
    public void Answers_that_are_folded_under_their_questions_are_kept()
    {
        var text = MainText.Of("""
            <main><h1>Questions</h1><h3><button aria-expanded="false" aria-controls="p1">Do you ship to Norway?</button></h3><div id="p1" hidden><p>Yes, within five days.</p></div>
            <div class="faq-item"><button class="faq-question">Do you repair boots?</button><div class="faq-answer" style="display:none">Gladly.</div></div>
            <div hidden>Nobody sees this</div></main>
            """, Address).Text;
        text.ShouldContain("### Do you ship to Norway?\n\nYes, within five days.");
        text.ShouldContain("Do you repair boots?\n\nGladly.");
        text.ShouldNotContain("Nobody");
    }

    [Fact]
    public void Questions_stated_for_machines_are_kept_once()
    {
        const string data = """<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"Do you deliver?","acceptedAnswer":{"@type":"Answer","text":"<p>Yes, <b>daily</b>.</p>"}}]}]}</script>""";
        MainText.Of($"{data}<p>Something else altogether.</p>", Address).Text.ShouldBe("Something else altogether.\n\n### Do you deliver?\n\nYes, daily.");
        MainText.Of($"{data}<h2>Do you deliver?</h2><p>Yes, daily.</p>", Address).Text.ShouldBe("## Do you deliver?\n\nYes, daily.");
        MainText.Of("<script type='application/ld+json'>{broken</script><p>Fine.</p>", Address).Text.ShouldBe("Fine.");
    }

    [Fact]
    public void A_page_without_a_marked_main_part_is_read_whole_but_for_its_navigation()
    {
        var text = MainText.Of("""
            <div id="wrap"><div class="navbar"><a href="/a">One</a> <a href="/b">Two</a></div><div class="x"><p>We mend boots and hats in our own workshop by the harbour.</p></div>
            <div class="menu"><h2>Lunch</h2><p>Soup of the day, 7 euros</p></div><div><a href=1>Aa</a><a href=2>Bb</a><a href=3>Cc</a><a href=4>Dd</a></div></div>
            """, Address).Text;
        text.ShouldContain("harbour");
        text.ShouldContain("Soup of the day");
        text.ShouldNotContain("One");
        text.ShouldNotContain("Aa");
    }

    [Fact]
    public void A_page_whose_form_holds_everything_is_still_read() =>
        MainText.Of("<form id='aspnetForm'><h1>Opening hours</h1><p>Monday to Friday, nine to five.</p></form>", Address).Text.ShouldContain("nine to five");

    [Fact]
    public void A_real_page_keeps_its_paragraphs_and_loses_its_markup()
    {
        var html = RealPage();
        var text = string.Join(' ', MainText.Of(html, null).Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        text.ShouldContain("The word pharmacy is derived from its root word pharma which was a term used since the 15th–17th centuries.");
        text.ShouldContain("What word is the word pharmacy taken from?");
        foreach (var noise in new[] { "<div", "class=\"", "&quot;", "navbar", "Explore 2.0", "Stanford NLP Group" })
        {
            text.ShouldNotContain(noise);
        }
    }

    [Theory]
    [InlineData("<div>"), InlineData("<b id={0}>x"), InlineData("<b><p>"), InlineData("<li><dd>"), InlineData("<table><tr><td>"), InlineData("<a href={0}>x<div>"), InlineData("<rt><rt>"), InlineData("<option><p>")]
    [InlineData("<span></div>"), InlineData("<table><div>x"), InlineData("<form><button>"), InlineData("<svg>"), InlineData("<p a{0}=1>"), InlineData("<body a{0}=1>"), InlineData("<!--"), InlineData("<template>"), InlineData("<nav></nav>x")]
    [InlineData("<a href='/{0}'>x</a>"), InlineData("</p>"), InlineData("<h1>"), InlineData("<details><summary>"), InlineData("<ruby><rt>"), InlineData("<select><option>"), InlineData("<frameset>"), InlineData("<a-b><c-d>")]
    public void A_hostile_page_neither_hangs_nor_overflows(string piece)
    {
        var html = string.Concat(Enumerable.Range(0, 100_000).Select(n => piece.Replace("{0}", $"{n}", StringComparison.Ordinal)));
        var watch = Stopwatch.StartNew();
        MainText.Of(html, Address).Links.Count.ShouldBeLessThanOrEqualTo(2_000);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), "a page without bounds takes many minutes");
    }

    [Fact]
    public void Megabytes_of_attributes_are_left_where_they_are()
    {
        var html = $"<p data-x=\"{new string('x', 6_000_000)}\">Lost</p>";
        MainText.Of(html, Address).Text.ShouldBe("");
        MainText.Of($"<p {string.Concat(Enumerable.Range(0, 300_000).Select(n => $"a{n} "))}>Hello</p>", Address).Text.ShouldBe("Hello");
        MainText.Of($"<{new string('x', 1_000_000)}>Hello", Address).Text.ShouldBe("Hello");
    }

    [Theory]
    [InlineData(""), InlineData("<"), InlineData("</"), InlineData("<p"), InlineData("<p a='"), InlineData("<!-"), InlineData("<!---"), InlineData("<title>"), InlineData("<script>"), InlineData("a < b"), InlineData("\0")]
    public void A_page_that_ends_too_soon_is_read_as_far_as_it_goes(string html) => MainText.Of(html, null).Links.ShouldBeEmpty();

    [Fact]
    public void A_quoted_bracket_ends_no_tag() =>
        MainText.Of("<p title='a > b' data-y=\"<div>\">Hello</p><!-- <p>not this</p> --><p>there</p>", Address).Text.ShouldBe("Hello\n\nthere");

    private static string RealPage() => """
        <!DOCTYPE html><html><head><title>SQuAD - the Stanford Question Answering Dataset</title></head><body><div class="navbar navbar-default navbar-fixed-top" id="topNavbar" role="navigation"><ul class="nav navbar-nav navbar-right"><li><a href="/SQuAD-explorer/explore/v2.0/dev/">Explore 2.0</a></li></ul></div><div class="cover"><div class="infoCard"><div class="infoBody"><h1 id="title">Pharmacy</h1><div class="para-wrap"><div class="row"><div class="col-md-6"><pre>The word pharmacy is derived from its root word pharma which was a term used since the 15th–17th centuries. The Greek word Pharmakeia derives from pharmakon, meaning &quot;drug&quot;.[n 1]</pre></div><div class="col-md-6"><div class="qa-wrap"><p> <strong class="question">What word is the word pharmacy taken from?</strong></p><ul><li><p><i>Ground Truth Answers: </i><span class="answer">its root word pharma</span></p></li></ul></div></div></div></div></div></div></div><nav class="navbar navbar-static-bottom footer"><ul><li><a href="http://nlp.stanford.edu">Stanford NLP Group</a></li></ul></nav></body></html>
        """;
}
