using Frontdesk.Conversations;
using Frontdesk.Conversations.Live;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations.Live;

/// <summary>When a node reads a conversation whole, when its messages alone, and when nothing.</summary>
public sealed class WhatIsLookedAt
{
    private static readonly Guid Workspace = Guid.CreateVersion7(), Talk = Guid.CreateVersion7();
    private readonly Following _following = new(Workspace);
    private readonly Listener _anna = new(new Cursor(5, 2));

    public WhatIsLookedAt()
    {
        _following.Add(_anna);
        _following.Hand(Read(seq: 5, change: 2, since: (0, 0)));
    }

    [Theory]
    [InlineData(5, 2, "nothing")]
    [InlineData(4, 1, "nothing")]
    [InlineData(7, 2, "messages 6–7")]
    [InlineData(7, 3, "whole after 5, 2")]
    [InlineData(5, 3, "whole after 5, 2")]
    [InlineData(long.MaxValue, long.MaxValue, "whole after 5, 2")]
    public void It_depends_on_what_the_signal_says(long seq, long change, string looksAt) => LooksAt(seq, change).ShouldBe(looksAt);

    [Fact]
    public void Somebody_who_stands_further_back_makes_it_read_whole_from_there()
    {
        _following.Add(new Listener(new Cursor(1, 0)));
        LooksAt(5, 2).ShouldBe("whole after 1, 0");
        LooksAt(6, 2).ShouldBe("whole after 1, 0");
    }

    [Fact]
    public void What_was_never_read_is_read_whole()
    {
        var following = new Following(Workspace);
        following.Add(new Listener(new Cursor(5, 2)));
        following.Has(new Counters(Workspace, Talk, 5, 2)).ShouldBeFalse();
        following.Lacks(new Counters(Workspace, Talk, 6, 2))!.Known.ShouldBeNull();
    }

    [Fact]
    public void Words_stored_here_are_handed_on_unread()
    {
        _following.Hand(_following.GoOn(Stored(change: 2, 6, 7))!);
        _anna.Heard.ShouldBe([6, 7]);
        LooksAt(7, 2).ShouldBe("nothing");
        _following.GoOn(Stored(change: 2, 8)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(2, 7)] // a message of another node is between
    [InlineData(2, 5)] // it was read meanwhile
    [InlineData(3, 6)] // something else happened with it
    public void But_not_where_something_is_between(long change, long seq) => _following.GoOn(Stored(change, seq)).ShouldBeNull();

    [Fact]
    public void And_not_to_somebody_who_lacks_what_came_before()
    {
        _following.Add(new Listener(new Cursor(4, 2)));
        _following.GoOn(Stored(change: 2, 6)).ShouldBeNull();
    }

    [Fact]
    public void An_agent_who_writes_has_read()
    {
        var news = _following.GoOn(new StoredHere(new Counters(Workspace, Talk, 7, 2), [Message(6, SenderType.Agent), Message(7)]))!;
        news.Head.ReadByAgentSeq.ShouldBe(6);
        news.Head.Seq.ShouldBe(7);
    }

    private string LooksAt(long seq, long change)
    {
        var counters = new Counters(Workspace, Talk, seq, change);
        return _following.Has(counters) ? "nothing" : _following.Lacks(counters) switch
        {
            { Known: not null } words => $"messages {words.Seq + 1}–{words.UpTo}",
            { } whole => $"whole after {whole.Seq}, {whole.Change}",
            null => "nobody",
        };
    }

    private static ConversationNews Read(long seq, long change, (long, long) since) => new(
        new ConversationHead(Talk, Workspace, Guid.Empty, ConversationStatus.Active, seq, change, null, DateTimeOffset.UnixEpoch, null, 0, 0), [], [])
    { Since = since };

    private static StoredHere Stored(long change, params long[] seqs) => new(new Counters(Workspace, Talk, seqs[^1], change), [.. seqs.Select(s => Message(s))]);

    private static MessageView Message(long seq, SenderType by = SenderType.Customer) => new(
        Guid.CreateVersion7(), Talk, seq, Guid.CreateVersion7(), DateTimeOffset.UnixEpoch, new SenderView(by, null, "Somebody"), "Hello", [], null, false, null, null, 0);

    private sealed class Listener(Cursor cursor) : IConversationFollower
    {
        public Cursor Cursor => cursor;
        public List<long> Heard { get; } = [];

        public void Receive(ConversationNews news) => Heard.AddRange(cursor.Take(news).Messages.Select(m => m.Seq));

        public void Receive(PassingFrame frame)
        {
            // nothing passes here
        }
    }
}
