using Frontdesk.Conversations;
using Shouldly;
using Xunit;
using static Frontdesk.Conversations.ConversationStatus;

namespace Frontdesk.Tests.Conversations;

/// <summary>What happens by itself, decided from facts and the hour alone.</summary>
public sealed class TheClockActs
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);
    private static readonly TimeSpan Inactivity = TimeSpan.FromMinutes(5);

    public static TheoryData<string, ConversationFacts, Move?, double?> Cases() => new()
    {
        { "the customer is gone", Facts(Waiting, SenderType.Bot, lastMinutes: 5), Move.Abandon, null },
        { "the customer may still come", Facts(Waiting, SenderType.Bot, lastMinutes: 4), null, 1 },
        { "an agent's word counts as ours", Facts(Waiting, SenderType.Agent, lastMinutes: 6), Move.Abandon, null },
        { "an unanswered question is never given up", Facts(Waiting, SenderType.Customer, 60, waiting: 60), null, null },
        { "who waits for a person is never given up", Facts(Waiting, SenderType.Bot, 60, awaits: true), null, null },
        { "who asked for a person is never given up", Facts(Escalated, SenderType.Bot, 600, waiting: 600), null, null },
        { "an open question of the AI's has no clock", Facts(Active, SenderType.Customer, 60, waiting: 60), null, null },
        { "the agent is silent", Facts(AgentHandling, SenderType.Customer, 10, waiting: 10, handled: 30), Move.AgentFallsSilent, null },
        { "the agent has ten minutes", Facts(AgentHandling, SenderType.Customer, 9, waiting: 9, handled: 30), null, 1 },
        { "the first unanswered word counts", Facts(AgentHandling, SenderType.Customer, 1, waiting: 12, handled: 30), Move.AgentFallsSilent, null },
        { "who has just come has ten minutes too", Facts(AgentHandling, SenderType.Customer, 60, waiting: 60, handled: 3), null, 7 },
        { "who asked for a person and got silence waits as well", Facts(AgentHandling, SenderType.Bot, 60, waiting: 60, handled: 10), Move.AgentFallsSilent, null },
        { "an answered customer does not wait", Facts(AgentHandling, SenderType.Agent, 60, handled: 60), null, null },
        { "what is over stays", Facts(Resolved, SenderType.Agent, 60), null, null },
        { "who left stays away", Facts(Abandoned, SenderType.Bot, 60), null, null },
        { "what is put away stays", Facts(Archived, SenderType.Bot, 60), null, null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_case_is_decided(string because, ConversationFacts facts, Move? move, double? lookInMinutes)
    {
        var next = Automatic.Next(facts, Inactivity, Now);

        next.Now.ShouldBe(move, because);
        next.LookAgain.ShouldBe(lookInMinutes is { } minutes ? Now.AddMinutes(minutes) : null, because);
    }

    [Fact]
    public void A_move_of_the_clock_is_always_one_of_the_table()
    {
        foreach (var (status, sender, waits, awaits) in
            from status in Enum.GetValues<ConversationStatus>() from sender in Enum.GetValues<SenderType>() from waits in new[] { true, false } from awaits in new[] { true, false } select (status, sender, waits, awaits))
        {
            if (Automatic.Next(Facts(status, sender, 1000, waits ? 1000 : null, 1000, awaits), Inactivity, Now).Now is { } move)
            {
                Lifecycle.Next(status, move).ShouldNotBeNull($"{status} {move}");
            }
        }
    }

    private static ConversationFacts Facts(ConversationStatus status, SenderType sender, double lastMinutes, double? waiting = null, double? handled = null, bool awaits = false) =>
        new(status, sender, Now.AddMinutes(-lastMinutes), waiting is { } w ? Now.AddMinutes(-w) : null, handled is { } h ? Now.AddMinutes(-h) : null, awaits);
}
