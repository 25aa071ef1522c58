using Frontdesk.Tests.Harness;
using Frontdesk.Tests.SignIn;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Inbox;

/// <summary>What a new workspace has still to do is what it has not done.</summary>
public sealed class TheFirstSteps(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task Each_step_is_ticked_when_it_was_taken_and_all_are_gone_with_the_first_conversation()
    {
        var shop = await app.Shop();
        var sarah = new Person(app);
        await sarah.Submits("/sign-in", ("email", shop.Sarah.Email), ("password", Agent.Password));

        (await Done(sarah)).ShouldBe(1, "the chatbot is there");
        await shop.Knows("When are you open?", "From nine to five.");
        (await Done(sarah)).ShouldBe(2, "it was taught");
        (await app.Node.Get($"/widget/{shop.AppKey}.js", null, ("Referer", "https://www.tarnholt.test/contact"))).Ok();
        await Eventually.True(async () => (await sarah.Opens("/inbox")).Text.Contains("www.tarnholt.test"), "the website to be seen");
        (await Done(sarah)).ShouldBe(3);

        await shop.Visitor("Vera").Says("Hello");

        (await sarah.Opens("/inbox")).Text.ShouldNotContain("steps to your first conversation");
    }

    [Fact]
    public async Task A_workspace_without_a_chatbot_begins_with_one()
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var sarah = new Person(app);
        await sarah.Submits("/sign-in", ("email", owner.Email), ("password", Agent.Password));

        (await Done(sarah)).ShouldBe(0);
        (await sarah.Opens("/inbox")).Text.ShouldContain("href=\"/chatbots/new\"");
    }

    private static async Task<int> Done(Person person) => (await person.Opens("/inbox")).Text.Split("<li class=\"first-step\" data-done=\"true\"").Length - 1;
}
