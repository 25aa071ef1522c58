using Frontdesk.BrowserTests.Harness;
using Frontdesk.Tests.Harness;

namespace Frontdesk.BrowserTests.Journeys;

public sealed class OwnerConnectsModelJourney(Stage stage) : Journey(stage)
{
    private const string Key = "sk-journey-0a1b2c3d4e5f";
    private const string Written = "We open on Tuesday morning at seven and close on Saturday evening at six [1]. On Sunday and Monday the oven rests, and so do we. See you soon!";

    [Fact]
    public async Task An_owner_connects_a_model_and_visitors_get_answers_even_when_it_refuses()
    {
        await using var provider = await ScriptedOpenAi.Start();
        provider.Answers(Written, tokenDelay: TimeSpan.FromMilliseconds(150));
        provider.Fails(401);
        var bakery = await Bakery.Open(Server);
        await using var website = await Website.With(bakery.Snippet);
        var (owner, visitor) = (await Agent(), await Visitor());

        await owner.SignsIn(bakery.Email, to: $"/chatbots/{bakery.ChatbotId}/ai");
        await Connects(owner, provider);
        await SeesTheAnswerBeingWritten(visitor, website);
        await GetsABuiltInAnswer(visitor);
        await IsWarned(owner);
    }

    private static async Task Connects(Agent owner, ScriptedOpenAi provider)
    {
        await owner.Page.GetByLabel("Who writes the answers").SelectOptionAsync("OpenAI or compatible");
        await owner.Page.GetByLabel("Base URL").FillAsync(provider.BaseUrl);
        await owner.Page.GetByLabel("Model").FillAsync("gpt-4o-mini");
        await owner.Page.GetByLabel("API key").FillAsync(Key);
        await owner.Presses("Save changes");
        await Expect(owner.Toast).ToContainTextAsync("Saved. Visitors see it from now on.");
        await Expect(owner.Page.GetByLabel("API key")).ToHaveValueAsync("");
        await NeverShowsTheKey(owner);
    }

    private static async Task SeesTheAnswerBeingWritten(Visitor visitor, Website website)
    {
        await visitor.OpensChat(website.Address);
        await visitor.Says("When are you open?");
        await Expect(visitor.Answer).ToContainTextAsync("We open on Tuesday");
        (await visitor.Answer.InnerTextAsync()).ShouldNotContain("See you soon!");
        await Expect(visitor.Answer).ToContainTextAsync("See you soon!");
        await visitor.Answer.GetByRole(AriaRole.Button, new() { Name = "Source 1: When are you open?" }).Last.ClickAsync();
        await Expect(visitor.Chat.GetByRole(AriaRole.Dialog).Locator("blockquote")).ToContainTextAsync("From Tuesday to Saturday, 7:00 to 18:00.");
        await visitor.Page.Keyboard.PressAsync("Escape");
    }

    private static async Task GetsABuiltInAnswer(Visitor visitor)
    {
        await visitor.Says("When are you open on Saturday?");
        await Expect(visitor.Answer).ToContainTextAsync("From Tuesday to Saturday, 7:00 to 18:00.");
    }

    private static async Task IsWarned(Agent owner)
    {
        await owner.Page.ReloadAsync();
        await Expect(owner.Page.GetByText("The AI provider refused the last request")).ToBeVisibleAsync();
        await NeverShowsTheKey(owner);
    }

    private static async Task NeverShowsTheKey(Agent owner)
    {
        (await owner.Page.ContentAsync()).ShouldNotContain(Key);
        var fetched = await owner.Page.EvaluateAsync<string>("fetch(location.href).then(page => page.text())");
        fetched.ShouldNotContain(Key);
        fetched.ShouldContain("ends in …");
    }
}
