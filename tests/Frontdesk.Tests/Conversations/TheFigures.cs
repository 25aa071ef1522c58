using Frontdesk.Conversations;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations;

/// <summary>What one conversation was, in numbers.</summary>
public sealed class TheFigures
{
    private static readonly DateTimeOffset Began = DateTimeOffset.UnixEpoch.AddYears(56);

    [Fact]
    public void A_conversation_of_the_AI_and_a_person_is_counted()
    {
        var figures = Figures.Of(Began,
            [
                new(1, At(0), SenderType.Customer), new(2, At(2), SenderType.Bot, 100, 20),
                new(3, At(60), SenderType.Customer), new(4, At(64), SenderType.Bot, 200, 30),
                new(5, At(100), SenderType.Customer), new(6, At(110), SenderType.Customer), new(7, At(130), SenderType.Agent), new(8, At(131), SenderType.Agent),
            ],
            [
                new(0, 1, At(0), EventKind.Created), new(4, 2, At(70), EventKind.Escalated), new(4, 3, At(90), EventKind.AgentJoined), new(8, 4, At(200), EventKind.Resolved),
            ], At(9999));

        figures.Messages.ShouldBe(new MessageCounts(4, 2, 2));
        figures.BotResponse.ShouldBe(new ResponseTimes(2, 3, 2));
        figures.PersonResponse.ShouldBe(new ResponseTimes(60, 60, 1), "the customer waits for a person from the moment one was asked for");
        figures.Tokens.ShouldBe(new TokenCounts(300, 50));
        figures.DurationSeconds.ShouldBe(200, "what is over lasts no longer");
        figures.SecondsByStatus.ShouldBe(new Dictionary<string, double> { ["active"] = 6, ["waiting"] = 64, ["escalated"] = 20, ["agent_handling"] = 110 }, ignoreOrder: true);
    }

    [Fact]
    public void An_open_conversation_lasts_until_now_and_shows_nothing_that_was_not()
    {
        var figures = Figures.Of(Began, [new(1, At(0), SenderType.Customer)], [new(0, 1, At(0), EventKind.Created)], At(30));

        figures.DurationSeconds.ShouldBe(30);
        figures.SecondsByStatus.ShouldBe(new Dictionary<string, double> { ["active"] = 30 });
        figures.BotResponse.ShouldBe(new ResponseTimes(null, null, 0));
        figures.Tokens.ShouldBeNull();
    }

    [Fact]
    public void A_silent_agent_leaves_it_waiting_and_archiving_what_is_over_adds_no_time()
    {
        var figures = Figures.Of(Began,
            [new(1, At(0), SenderType.Customer)],
            [new(1, 1, At(10), EventKind.AgentJoined), new(1, 2, At(610), EventKind.AgentLeft, Silent: true), new(1, 3, At(700), EventKind.Resolved), new(1, 4, At(9000), EventKind.Archived)], At(9999));

        figures.SecondsByStatus.ShouldBe(new Dictionary<string, double> { ["active"] = 10, ["agent_handling"] = 600, ["waiting"] = 90 }, ignoreOrder: true);
        figures.DurationSeconds.ShouldBe(700);
    }

    [Fact]
    public void Clocks_that_disagree_give_no_negative_times()
    {
        var figures = Figures.Of(Began, [new(1, At(-1), SenderType.Customer), new(2, At(-2), SenderType.Bot)], [], At(5));

        figures.BotResponse.ShouldBe(new ResponseTimes(0, 0, 1));
        figures.SecondsByStatus.Values.ShouldAllBe(seconds => seconds >= 0);
    }

    private static DateTimeOffset At(double seconds) => Began.AddSeconds(seconds);
}
