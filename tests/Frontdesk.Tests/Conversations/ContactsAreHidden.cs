using System.Text.Json;
using Frontdesk.Conversations;
using Frontdesk.Conversations.Live;
using Frontdesk.Platform.Signals;
using Frontdesk.SignIn;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations;

/// <summary>Viewers read along and learn of no way to reach the customer.</summary>
public sealed class ContactsAreHidden(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Words = "Write to ann.miller@mail.test or call +49 (30) 123-4567, order 1024.";
    private const string Hidden = "Write to a•••@•••.test or call •••67, order 1024.";

    [Theory]
    [InlineData("sarah@company.com", "s•••@•••.com")]
    [InlineData("Mail sarah@company.com.", "Mail s•••@•••.com.")]
    [InlineData("<sarah@company.co.uk>", "<s•••@•••.uk>")]
    [InlineData("[me](mailto:sarah@company.com)", "[me](mailto:s•••@•••.com)")]
    [InlineData("https://shop.test/?email=sarah%40company.com&x=1", "https://shop.test/?email=s•••@•••.com&x=1")]
    [InlineData("jürgen@müller.de", "j•••@•••.de")]
    [InlineData("a@b@c.com", "a•••@•••.com")]
    [InlineData("+49 30 1234567", "•••67")]
    [InlineData("(030) 123 45 67", "(•••67")]
    [InlineData("0049/30/1234567.", "•••67.")]
    [InlineData("555-0123", "•••23")]
    [InlineData("٠١٢٣٤٥٦٧٨", "•••٧٨")]
    [InlineData("Order 123456", "Order 123456")]
    [InlineData("On 2026-11-21 at 14:30", "On 2026-11-21 at 14:30")]
    [InlineData("On 21.11.2026", "On 21.11.2026")]
    [InlineData("49,90 € @ home", "49,90 € @ home")]
    [InlineData("", "")]
    public void Addresses_and_numbers_are_hidden_in_a_text(string text, string shown) => Masking.Text(text).ShouldBe(shown);

    [Fact]
    public void Hiding_takes_no_time_whatever_is_written()
    {
        var started = DateTime.UtcNow;
        foreach (var hostile in new[] { new string('a', 4000), new string('%', 4000), string.Concat(Enumerable.Repeat("1-", 2000)), string.Concat(Enumerable.Repeat("a@", 2000)), new string('(', 4000) })
        {
            Masking.Text(hostile);
        }

        (DateTime.UtcNow - started).TotalSeconds.ShouldBeLessThan(2);
    }

    [Fact]
    public async Task A_viewer_reads_conversations_without_contact_data_where_an_agent_reads_all()
    {
        var shop = await app.Shop();
        var (mike, vera, ann) = (await shop.Agent("Mike"), await shop.Viewer("Vera"), await Writes(shop));

        var (seen, shown) = (await mike.Sees(ann.ConversationId), await vera.Sees(ann.ConversationId));

        seen.Messages[0].Content.ShouldBe(Words);
        seen.Row.Customer.Email.ShouldBe("ann.miller@mail.test");
        shown.Messages[0].Content.ShouldBe(Hidden);
        shown.Row.Customer.ShouldBe(new CustomerView(shown.Row.Customer.Id, "a•••@•••.test", "a•••@•••.test"));
        foreach (var path in new[] { $"/api/v1/conversations/{ann.ConversationId}", $"/api/v1/conversations/{ann.ConversationId}/messages", "/api/v1/conversations" })
        {
            var text = (await vera.Get(path)).Ok().Text;
            text.ShouldNotContain("miller");
            text.ShouldNotContain("4567");
            (await mike.Get(path)).Ok().Text.ShouldContain("miller");
        }
    }

    [Fact]
    public async Task A_viewers_pages_hold_none_either()
    {
        var shop = await app.Shop();
        var (mike, vera, ann) = (await shop.Agent("Mike"), await shop.Viewer("Vera"), await Writes(shop));

        foreach (var path in new[] { "/inbox", $"/inbox/{ann.ConversationId}", $"/inbox/rows/{ann.ConversationId}", $"/inbox/{ann.ConversationId}/updates" })
        {
            (await app.Node.Get(path, vera.AccessToken)).Ok().Text.ShouldNotContain("miller");
            (await app.Node.Get(path, mike.AccessToken)).Ok().Text.ShouldContain("miller");
        }
    }

    [Fact]
    public async Task A_viewers_socket_hears_none_and_no_unfinished_words()
    {
        var shop = await app.Shop();
        var (mike, vera, ann) = (await shop.Agent("Mike"), await shop.Viewer("Vera"), await Writes(shop));
        await using var agents = await mike.Follows(ann.ConversationId);
        await using var viewers = await vera.Follows(ann.ConversationId);

        app.Services.GetRequiredService<ISignals>().Publish(StreamingSignal.Of(ann.ConversationId, Guid.CreateVersion7(), 0, "ann.mil"));
        await ann.Says("Again: ann.miller@mail.test");

        await agents.Receives("message:streaming");
        (await agents.Receives("message:receive", m => Content(m).StartsWith("Again"))).ToString().ShouldContain("ann.miller@mail.test");
        Content(await viewers.Receives("message:receive", m => Content(m).StartsWith("Again"))).ShouldBe("Again: a•••@•••.test");
        viewers.All.ShouldNotContain(f => f.Event == "message:streaming");
        viewers.All.ShouldAllBe(f => !f.Data.ToString().Contains("miller"));
    }

    [Theory]
    [InlineData("miller", false)]
    [InlineData("mail.test", false)]
    [InlineData("123-45", false)]
    [InlineData("write to", true)]
    public async Task A_viewers_search_does_not_find_what_is_hidden(string words, bool found)
    {
        var shop = await app.Shop();
        var (mike, vera, ann) = (await shop.Agent("Mike"), await shop.Viewer("Vera"), await Writes(shop));
        var path = $"/inbox?q={Uri.EscapeDataString(words)}";

        (await app.Node.Get(path, mike.AccessToken)).Ok().Text.ShouldContain($"row_{ann.ConversationId}");
        (await app.Node.Get(path, vera.AccessToken)).Ok().Text.Contains($"row_{ann.ConversationId}").ShouldBe(found);
    }

    [Fact]
    public async Task The_visitor_reads_what_they_wrote()
    {
        var ann = await Writes(await app.Shop());

        (await ann.Screen()).Messages[0].Content.ShouldBe(Words);
    }

    private static string Content(JsonElement message) => message.GetProperty("content").GetString()!;

    private async Task<Visitor> Writes(Shop shop)
    {
        var ann = shop.Visitor("Ann");
        await ann.Says(Words);
        await app.Execute("update customers set email = 'ann.miller@mail.test' where id = (select customer_id from conversations where id = $1)", ann.ConversationId);
        return ann;
    }
}
