using Frontdesk.BrowserTests.Harness;
using Frontdesk.Tests.Harness;

namespace Frontdesk.BrowserTests.Journeys;

public sealed class AnswerBecomesFaqJourney(Stage stage) : Journey(stage)
{
    private const string Question = "Can I bring my dog into the café?";
    private const string Answer = "Dogs are welcome in the café as long as they are on a leash, and there is water at the door.";

    [Fact]
    public async Task What_a_person_answered_once_the_chatbot_answers_after_somebody_has_accepted_it()
    {
        var bakery = await Bakery.Open(Server);
        await using var website = await Website.With(bakery.Snippet);
        var (visitor, agent) = (await Visitor(), await Agent());
        await agent.SignsIn(bakery.Email);

        await AsksInVain(visitor, website);
        await Answers(agent, visitor);
        await FindsTheDraft(agent);
        await Accepts(agent);

        var another = await Visitor();
        await another.OpensChat(website.Address);
        await another.Says("May my dog come into the café?");
        await Expect(another.Answer).ToContainTextAsync(Answer);
        await Expect(another.Answer.GetByRole(AriaRole.Button, new() { Name = $"Source 1: {Question}" })).ToBeVisibleAsync();
    }

    private static async Task AsksInVain(Visitor visitor, Website website)
    {
        await visitor.OpensChat(website.Address);
        await visitor.Says(Question);
        await Expect(visitor.Answer).ToContainTextAsync("I don't know the answer to that");
    }

    private static async Task Answers(Agent agent, Visitor visitor)
    {
        await agent.Opens(visitor);
        await agent.TakesOver();
        await agent.Says(Answer);
        await visitor.Sees(Answer);
        await agent.Presses("Resolve");
        await visitor.Sees("Conversation resolved");
    }

    /// <summary>It is made after the conversation was resolved, so the first look may come too early.</summary>
    private static async Task FindsTheDraft(Agent agent)
    {
        var review = agent.Page.GetByRole(AriaRole.Link, new() { Name = "1 draft to review" });
        await Eventually.True(async () =>
        {
            await agent.Page.GotoAsync("/knowledge/faqs");
            return await review.IsVisibleAsync();
        }, "a draft to review");
        await review.ClickAsync();
    }

    private static async Task Accepts(Agent agent)
    {
        await Expect(agent.Page.GetByLabel("Question", new() { Exact = true })).ToHaveValueAsync(Question);
        await Expect(agent.Page.GetByLabel("Answer", new() { Exact = true })).ToHaveValueAsync(Answer);
        await agent.Presses("Accept");
        await Expect(agent.Toast).ToContainTextAsync("Accepted. Visitors get this answer from now on.");
        await Expect(agent.Page.GetByText("Nothing to review")).ToBeVisibleAsync();
    }
}
