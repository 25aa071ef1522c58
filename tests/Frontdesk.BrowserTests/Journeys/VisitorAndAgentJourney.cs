using Frontdesk.BrowserTests.Harness;

namespace Frontdesk.BrowserTests.Journeys;

public sealed class VisitorAndAgentJourney(Stage stage) : Journey(stage)
{
    private const string Passage = "On the first Saturday of each month, 10:00–14:00, you can bring your Tarnholt gear to the workshop and repair it with us.";

    [Fact]
    public async Task The_launcher_moves_nothing_stores_nothing_and_costs_one_request_before_the_click()
    {
        var visitor = await Visitor();
        var requests = new List<string>();
        visitor.Page.Request += (_, request) => requests.Add(new Uri(request.Url).AbsolutePath);
        await visitor.Page.GotoAsync("/demo");
        await Expect(visitor.Launcher).ToBeVisibleAsync();
        // The greeting comes by itself; not even that leaves a trace.
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Hello and welcome to Tarnholt!" })).ToBeVisibleAsync();

        (await LayoutShift(visitor.Page)).ShouldBe(0);
        (await visitor.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length")).ShouldBe(0);
        (await visitor.Page.Context.CookiesAsync()).ShouldBeEmpty();
        requests.Where(path => !path.StartsWith("/demo", StringComparison.Ordinal)).ShouldBe(["/widget/fd_demo.js"]);
    }

    [Fact]
    public async Task A_visitor_asks_the_AI_a_person_takes_over_and_the_visitor_rates_it()
    {
        var (visitor, sarah, mike) = (await Visitor(), await Agent(), await Agent());
        await sarah.SignsIn(Harness.Agent.Owner);
        await AsksTheAi(visitor);
        await ComesUpInTheInbox(visitor, sarah);
        await mike.SignsIn(Harness.Agent.Colleague);
        await mike.Opens(visitor);

        await TalkToEachOther(visitor, sarah, mike);
        await AnswersAgainByItself(visitor, sarah, mike);
        await IsResolvedAndRated(visitor, sarah, mike);
        await IsStillThereAfterAReload(visitor);
    }

    private static async Task AsksTheAi(Visitor visitor)
    {
        await visitor.OpensChat();
        await visitor.Chooses("How long is the warranty?");
        await Expect(visitor.Answer).ToContainTextAsync("10 years on packs");
        await Expect(visitor.Answer.GetByRole(AriaRole.Button, new() { Name = "Source 1: How long is the warranty?" })).ToBeVisibleAsync();

        await visitor.Says("What happens on the first Saturday of each month at the workshop?");
        await Expect(visitor.Answer).ToContainTextAsync(Passage);
        await visitor.Answer.GetByRole(AriaRole.Button, new() { NameRegex = new("Source 1: Warranty and repair") }).Last.ClickAsync();
        var sheet = visitor.Chat.GetByRole(AriaRole.Dialog);
        await Expect(sheet.Locator("blockquote")).ToContainTextAsync(Passage);
        OneLine(await File.ReadAllTextAsync(Path.Combine(RunningServer.Folder, "Demo", "Knowledge", "warranty-and-repair.md")))
            .ShouldContain(OneLine(await sheet.Locator("blockquote").InnerTextAsync()));
        await sheet.GetByRole(AriaRole.Button, new() { Name = "Back to the conversation" }).ClickAsync();

        await visitor.Says("Can you repair my espresso machine?");
        await Expect(visitor.Answer).ToContainTextAsync("I don't know the answer to that");
        await Expect(visitor.Answer.GetByRole(AriaRole.Button, new() { Name = "Talk to a person" })).ToBeVisibleAsync();
    }

    private static async Task ComesUpInTheInbox(Visitor visitor, Agent sarah)
    {
        await Expect(sarah.Row(visitor)).ToContainTextAsync("I don't know the answer to that");
        await sarah.Opens(visitor);
        await sarah.Sees("How long is the warranty?");
        await sarah.Sees(Passage);
        await Expect(sarah.Thread.Locator(".message-bot").First).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"\d+ ?% sure"));
        await sarah.Thread.GetByRole(AriaRole.Button, new() { NameRegex = new("Source 1 ?Warranty and repair") }).ClickAsync();
        await Expect(sarah.Thread.Locator(".source-quote:visible")).ToContainTextAsync(Passage);
        await sarah.Page.Keyboard.PressAsync("Escape");
    }

    private static async Task TalkToEachOther(Visitor visitor, Agent sarah, Agent mike)
    {
        await sarah.TakesOver();
        await visitor.Sees("You're now chatting with Sarah Lindner");
        await mike.Sees("Sarah Lindner took over");

        await sarah.Reply.PressSequentiallyAsync("Hi, this is Sarah");
        await Expect(visitor.Chat.GetByText("Sarah Lindner is typing")).ToBeAttachedAsync();
        await sarah.Says("Hi, this is Sarah. Only our own gear, I'm afraid. What broke?");
        await visitor.Sees("Only our own gear, I'm afraid");
        await mike.Sees("Only our own gear, I'm afraid");

        await visitor.Composer.PressSequentiallyAsync("The buckle");
        await Expect(sarah.Thread.GetByText("is typing")).ToBeVisibleAsync();
        await visitor.Says("The buckle of my Ridge 45, too.");
        await sarah.Sees("The buckle of my Ridge 45, too.");
        await mike.Sees("The buckle of my Ridge 45, too.");
    }

    private static async Task AnswersAgainByItself(Visitor visitor, Agent sarah, Agent mike)
    {
        await sarah.Presses("Return to AI");
        await visitor.Sees("The assistant is back");
        await visitor.Says("How much is shipping?");
        await Expect(visitor.Answer).ToContainTextAsync("Shipping within Germany costs €4.90");
        await sarah.Sees("Shipping within Germany costs €4.90");
        await mike.Sees("Shipping within Germany costs €4.90");
    }

    private static async Task IsResolvedAndRated(Visitor visitor, Agent sarah, Agent mike)
    {
        await sarah.TakesOver();
        await sarah.Says("A new buckle is in the post. Anything else?");
        await visitor.Sees("A new buckle is in the post.");
        await sarah.Presses("Resolve");
        await visitor.Sees("Conversation resolved");
        await mike.Sees("Sarah Lindner resolved the conversation");

        await visitor.Chat.GetByText("4 of 5", new() { Exact = true }).Locator("..").ClickAsync();
        await visitor.Chat.GetByRole(AriaRole.Textbox, new() { NameRegex = new("What could be better") }).FillAsync("Quick and kind.");
        await visitor.Chat.GetByRole(AriaRole.Button, new() { Name = "Send rating" }).ClickAsync();
        await Expect(visitor.Chat.GetByText("Thank you for your rating!")).ToBeVisibleAsync();
        foreach (var agent in new[] { sarah, mike })
        {
            await agent.Sees("The customer rated the conversation 4 of 5");
            await Expect(agent.Details.GetByRole(AriaRole.Img, new() { Name = "4 of 5" })).ToBeVisibleAsync();
            await Expect(agent.Details).ToContainTextAsync("Quick and kind.");
        }
    }

    private static async Task IsStillThereAfterAReload(Visitor visitor)
    {
        await visitor.Page.ReloadAsync();
        await visitor.Launcher.ClickAsync();
        foreach (var words in new[] { "10 years on packs", Passage, "Can you repair my espresso machine?", "The buckle of my Ridge 45, too.", "A new buckle is in the post." })
        {
            await visitor.Sees(words);
        }
    }

    private static Task<double> LayoutShift(IPage page) => page.EvaluateAsync<double>("""
        () => new Promise(told => {
          const observer = new PerformanceObserver(() => {});
          observer.observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => told(observer.takeRecords().reduce((sum, shift) => sum + shift.value, 0))));
        })
        """);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
