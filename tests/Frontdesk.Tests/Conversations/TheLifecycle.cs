using Frontdesk.Conversations;
using Frontdesk.Platform.Http;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using static Frontdesk.Conversations.ConversationStatus;

namespace Frontdesk.Tests.Conversations;

/// <summary>The table of states and moves, cell by cell, and that nothing leads out of it.</summary>
public sealed class TheLifecycle
{
    private static readonly AgentView Mike = new(Guid.CreateVersion7(), "Mike", null, null);
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(56);

    private static readonly Dictionary<Move, ConversationStatus?[]> Table = new()
    {
        //                         Active          Waiting         Escalated       AgentHandling  Resolved  Abandoned       Archived
        [Move.CustomerWrites] = [Active, Active, Escalated, AgentHandling, null, Active, null],
        [Move.BotAnswers] = [Waiting, Waiting, null, null, null, null, null],
        [Move.Escalate] = [Escalated, Escalated, null, null, null, null, null],
        [Move.TakeOver] = [AgentHandling, AgentHandling, AgentHandling, null, null, AgentHandling, null],
        [Move.ReturnToAi] = [null, null, Active, Active, null, null, null],
        [Move.Resolve] = [Resolved, Resolved, Resolved, Resolved, null, null, null],
        [Move.Reopen] = [null, null, null, null, Active, null, null],
        [Move.Abandon] = [null, Abandoned, Abandoned, null, null, null, null],
        [Move.AgentFallsSilent] = [null, null, null, Waiting, null, null, null],
        [Move.LoseAgent] = [null, null, null, Escalated, null, null, null],
        [Move.Archive] = [Archived, Archived, Archived, Archived, Archived, Archived, null],
    };

    public static TheoryData<ConversationStatus, Move, ConversationStatus?> Cells()
    {
        var cells = new TheoryData<ConversationStatus, Move, ConversationStatus?>();
        foreach (var move in Enum.GetValues<Move>())
        {
            foreach (var from in Enum.GetValues<ConversationStatus>())
            {
                cells.Add(from, move, Table[move][(int)from]);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Each_cell_of_the_table_holds(ConversationStatus from, Move move, ConversationStatus? to) => Lifecycle.Next(from, move).ShouldBe(to);

    [Fact]
    public void No_sequence_of_what_people_do_leaves_the_table() => Prop.ForAll(ArbMap.Default.ArbFor<Deed[]>(), deeds =>
    {
        var conversation = Open();
        foreach (var deed in deeds)
        {
            var (status, change, turn, events) = (conversation.Status, conversation.Change, conversation.Turn, conversation.Events.Count);
            var awaited = conversation.AwaitsPerson;
            var refused = Do(conversation, deed);

            conversation.Status.ShouldBeOneOf([.. Reachable(status, deed)]);
            conversation.Change.ShouldBe(change + conversation.Events.Count - events, "every line of the log has its own number");
            if (refused)
            {
                (conversation.Status, conversation.Change, conversation.Turn).ShouldBe((status, change, turn), "a refused deed changes nothing");
            }

            if (deed is not (Deed.MikeFallsSilent or Deed.TheClockStrikes))
            {
                (conversation.AwaitsPerson && !awaited).ShouldBeFalse("only a silent agent leaves a place to fill");
            }

            (conversation.HandledSince is null).ShouldBe(conversation.AssignedMemberId is null, "whoever has it has it since some time");
            if (conversation.AwaitsPerson)
            {
                MoveDue(conversation).ShouldBeNull("whom a person has let down is not given up");
            }

            if (conversation.Status != status)
            {
                conversation.Turn.ShouldBe(turn + 1, "the word passes with every move");
            }
        }
    }).QuickCheckThrowOnFailure();

    public enum Deed
    {
        Escalate,
        MikeTakesOver,
        VeraTakesOver,
        MikeReturns,
        MikeLeaves,
        Resolve,
        Reopen,
        Rate,
        CustomerIsGone,
        MikeFallsSilent,
        MikeFallsSilentAndTheAiMayAnswer,
        Archive,
        TheClockStrikes,
    }

    private static bool Do(Conversation conversation, Deed deed) => (deed switch
    {
        Deed.Escalate => conversation.Escalate(Actor.System, "user_request", "A person comes.", Now),
        Deed.MikeTakesOver => conversation.TakeOver(Mike, Now),
        Deed.VeraTakesOver => conversation.TakeOver(Mike with { Id = Guid.CreateVersion7(), Name = "Vera" }, Now),
        Deed.MikeReturns => conversation.ReturnToAi(Mike, Now),
        Deed.MikeLeaves => conversation.LoseAgent(Mike, Now),
        Deed.Resolve => conversation.Resolve(Actor.System, Now),
        Deed.Reopen => conversation.Reopen(Actor.System, Now),
        Deed.CustomerIsGone => conversation.Abandon(Now),
        Deed.MikeFallsSilent => conversation.LoseSilentAgent(Mike, aiAnswers: false, Now),
        Deed.MikeFallsSilentAndTheAiMayAnswer => conversation.LoseSilentAgent(Mike, aiAnswers: true, Now),
        Deed.Archive => conversation.Archive(Actor.System, Now),
        Deed.TheClockStrikes => TimeMoves(conversation),
        _ => conversation.Rate(4, null, Now),
    }) is not null;

    /// <summary>What is due by itself an hour later is never refused by the table.</summary>
    private static Refused? TimeMoves(Conversation conversation)
    {
        var refused = MoveDue(conversation) switch
        {
            Move.Abandon => conversation.Abandon(Now),
            Move.AgentFallsSilent => conversation.LoseSilentAgent(Mike, aiAnswers: false, Now),
            _ => null,
        };
        refused.ShouldBeNull();
        return refused;
    }

    private static Move? MoveDue(Conversation conversation) => Automatic.Next(conversation.Facts, TimeSpan.FromMinutes(5), Now.AddHours(1)).Now;

    /// <summary>Where the table allows to be after the deed. Returning to the AI leaves the word with the customer when nothing is open.</summary>
    private static IEnumerable<ConversationStatus> Reachable(ConversationStatus from, Deed deed)
    {
        yield return from;
        var move = deed switch
        {
            Deed.Escalate => Move.Escalate,
            Deed.MikeTakesOver or Deed.VeraTakesOver => Move.TakeOver,
            Deed.MikeReturns => Move.ReturnToAi,
            Deed.MikeLeaves => Move.LoseAgent,
            Deed.Resolve => Move.Resolve,
            Deed.Reopen => Move.Reopen,
            Deed.CustomerIsGone => Move.Abandon,
            Deed.MikeFallsSilent or Deed.MikeFallsSilentAndTheAiMayAnswer => Move.AgentFallsSilent,
            Deed.TheClockStrikes => from == AgentHandling ? Move.AgentFallsSilent : Move.Abandon,
            Deed.Archive => Move.Archive,
            _ => (Move?)null,
        };
        if (move is { } made && Table[made][(int)from] is { } to)
        {
            yield return to;
            if (made == Move.ReturnToAi)
            {
                yield return Waiting;
            }
        }
    }

    private static Conversation Open() =>
        Conversation.Open(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), new VisitorContext(), Now);
}
