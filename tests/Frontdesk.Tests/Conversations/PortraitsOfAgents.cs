using System.Text.Json;
using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Frontdesk.Tests.SignIn;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations;

/// <summary>A visitor sees who talks to them, and that is all their picture's address tells.</summary>
public sealed class PortraitsOfAgents(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task Whoever_takes_over_is_shown_with_their_portrait()
    {
        var shop = await app.Shop();
        var mia = await shop.Agent("Mia");
        var portrait = await Uploads(mia);
        var vera = shop.Visitor("Vera");
        await vera.Says("Is anybody there?");

        var taken = (await mia.TriesToTakeOver(vera.ConversationId)).Ok();

        AvatarOf(taken["assigned_agent"]).ShouldBe(portrait);
        AvatarOf((await vera.Notices(EventKind.AgentJoined)).GetProperty("agent")).ShouldBe(portrait);
        (await vera.Screen()).Agent!.AvatarUrl.ShouldBe(portrait);
        (await shop.Sarah.Sees(vera.ConversationId)).Row.AssignedAgent!.AvatarUrl.ShouldBe(portrait);
        var picture = await app.Node.Get(portrait);
        (picture.Status, picture.Headers["Content-Type"].Single()).ShouldBe((200, "image/png"));
        picture.Headers["Cache-Control"].Single().ShouldContain("immutable");
        portrait.ShouldMatch("^/avatars/[0-9a-f]{32}\\.png$");
    }

    [Fact]
    public async Task Another_portrait_has_another_address_and_none_is_none()
    {
        var shop = await app.Shop();
        var (mia, mike) = (await shop.Agent("Mia"), await shop.Agent("Mike"));
        var former = await Uploads(mia);
        var (vera, wanda) = (shop.Visitor("Vera"), shop.Visitor("Wanda"));
        await vera.Says("Hello");
        await wanda.Says("Hello");
        await mia.TakesOver(vera.ConversationId);
        await mike.TakesOver(wanda.ConversationId);

        var present = await Uploads(mia);

        present.ShouldNotBe(former);
        (await vera.Screen()).Agent!.AvatarUrl.ShouldBe(present);
        (await wanda.Screen()).Agent!.AvatarUrl.ShouldBeNull();
        (await app.Node.Get(former)).Status.ShouldBe(404);
        (await app.Node.Get($"/avatars/{mike.UserId:N}.png")).Status.ShouldBe(404);
    }

    private async Task<string> Uploads(Agent agent)
    {
        using var form = Person.Multipart(Pictures.Png, "me.png", "image/png");
        return (await app.Node.Send(HttpMethod.Post, "/api/v1/me/avatar", form, agent.AccessToken)).Ok()["avatar_url"].GetString()!;
    }

    private static string? AvatarOf(JsonElement agent) => agent.GetProperty("avatar_url").GetString();
}
