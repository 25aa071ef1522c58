using Frontdesk.Load.Machine;

namespace Frontdesk.Load.Proof;

/// <summary>The ledger against the database.</summary>
public sealed class Audit
{
    private readonly Ledger _ledger;
    private readonly List<Row> _rows;
    private readonly List<(Guid Conversation, long Change, string Kind, long AfterSeq)> _events;
    private readonly Dictionary<Guid, long> _lastSeqs;
    private readonly Verdict _verdict = new();

    private Audit(Ledger ledger, List<Row> rows, List<(Guid, long, string, long)> events, Dictionary<Guid, long> lastSeqs) =>
        (_ledger, _rows, _events, _lastSeqs) = (ledger, rows, events, lastSeqs);

    private sealed record Row(Guid Conversation, long Seq, Guid Id, Guid ClientId, string Sender, string Content);

    public static async Task<Verdict> Of(Ledger ledger, EmbeddedDatabase database)
    {
        var rows = await database.Ask("frontdesk", "select conversation_id, seq, id, client_message_id, sender_type, content from messages order by conversation_id, seq",
            row => new Row(row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetGuid(3), row.GetString(4), row.GetString(5)));
        var events = await database.Ask("frontdesk", "select conversation_id, change, kind, after_seq from conversation_events order by conversation_id, change",
            row => (row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3)));
        return new Audit(ledger, rows, events, await LastSeqs(database)).Judge();
    }

    public static async Task<Dictionary<Guid, long>> LastSeqs(EmbeddedDatabase database) =>
        (await database.Ask("frontdesk", "select id, last_seq from conversations", row => (Id: row.GetGuid(0), Seq: row.GetInt64(1)))).ToDictionary(c => c.Id, c => c.Seq);

    /// <summary>The last message and the last line of each conversation's log that everybody is told of.</summary>
    public static async Task<Dictionary<Guid, (long Seq, long Change)>> Last(EmbeddedDatabase database) =>
        (await database.Ask("frontdesk",
            "select id, last_seq, coalesce((select max(e.change) from conversation_events e where e.conversation_id = c.id and e.kind not in ('created', 'provider_failed')), 0) from conversations c",
            row => (Id: row.GetGuid(0), Seq: row.GetInt64(1), Change: row.GetInt64(2)))).ToDictionary(c => c.Id, c => (c.Seq, c.Change));

    private Verdict Judge()
    {
        StoredOnce();
        Dense();
        InTheOrderTheyWereWritten();
        Seen();
        NothingSaidOutOfTurn();
        foreach (var broken in _ledger.Broken)
        {
            _verdict.Find(Fault.Wrong, broken);
        }

        return _verdict with { Written = _ledger.Entries.Count, Acknowledged = _ledger.Entries.Values.Count(e => e.Stored is not null), Stored = _rows.Count, Frames = _ledger.Sights.Sum(s => (long)s.Shown.Count), Gaps = _ledger.Sights.Sum(s => s.Gaps) };
    }

    private void StoredOnce()
    {
        var stored = _rows.ToLookup(row => row.ClientId);
        foreach (var entry in _ledger.Entries.Values)
        {
            var found = stored[entry.Id].ToList();
            if (found.Count > 1)
            {
                _verdict.Find(Fault.Doubled, $"{entry} is stored {found.Count} times");
            }
            else if (entry is { Stored: null, Refused: { } code })
            {
                _verdict.Count(Fault.Wrong, found.Count, $"{entry} was refused ({code}) and is stored");
            }
            else if (found.Count == 0)
            {
                _verdict.Find(Fault.Lost, $"{entry} is not stored{(entry.Stored is null ? "" : ", though acknowledged")}");
            }
            else if (entry.Stored is { } told && (found[0].Id, found[0].Conversation, found[0].Seq) != (told.MessageId, told.Conversation, told.Seq))
            {
                _verdict.Find(Fault.Wrong, $"{entry} was acknowledged as seq {told.Seq} and is stored as seq {found[0].Seq}");
            }
            else if (found[0].Content != entry.Content)
            {
                _verdict.Find(Fault.Wrong, $"{entry} is stored with other words");
            }
        }
    }

    private void Dense()
    {
        foreach (var conversation in _rows.GroupBy(row => row.Conversation))
        {
            var seqs = conversation.Select(row => row.Seq).ToList();
            _verdict.Count(Fault.Hole, seqs.Where((seq, i) => seq != i + 1).Count(), $"conversation {conversation.Key} is not numbered 1 to {seqs.Count}");
            if (_lastSeqs.GetValueOrDefault(conversation.Key) != seqs[^1])
            {
                _verdict.Find(Fault.Hole, $"conversation {conversation.Key} says last_seq {_lastSeqs.GetValueOrDefault(conversation.Key)} and ends with {seqs[^1]}");
            }
        }
    }

    private void InTheOrderTheyWereWritten()
    {
        foreach (var theirs in _rows.Where(row => _ledger.Entries.ContainsKey(row.ClientId)).GroupBy(row => (row.Conversation, _ledger.Entries[row.ClientId].Author)))
        {
            var numbers = theirs.OrderBy(row => row.Seq).Select(row => _ledger.Entries[row.ClientId].Number).ToList();
            for (var i = 1; i < numbers.Count; i++)
            {
                _verdict.Count(Fault.OutOfOrder, numbers[i] < numbers[i - 1] ? 1 : 0, $"{theirs.Key.Author}'s message {numbers[i]} is stored after {numbers[i - 1]}");
            }
        }
    }

    private void Seen()
    {
        var ids = _rows.GroupBy(row => row.Conversation).ToDictionary(g => g.Key, g => g.Select(row => row.Id).ToList());
        var events = _events.Where(e => e.Kind is not ("created" or "provider_failed")).ToLookup(e => e.Conversation, e => e.Change);
        foreach (var sight in _ledger.Sights)
        {
            var stored = ids.GetValueOrDefault(sight.Conversation, []).Skip((int)sight.From).ToList();
            _verdict.Count(Fault.Lost, stored.Except(sight.Shown).Count(), $"{sight.Who} saw {sight.Seq} of {stored.Count + sight.From} messages of {sight.Conversation}");
            _verdict.Count(Fault.OutOfOrder, stored.Zip(sight.Shown).Count(pair => pair.First != pair.Second), $"{sight.Who} has other messages on the screen than are stored in {sight.Conversation}");
            _verdict.Count(Fault.Doubled, sight.Doubled, $"{sight.Who} was sent the same twice in one stream of {sight.Conversation}");
            _verdict.Count(Fault.OutOfOrder, sight.OutOfOrder, $"{sight.Who} was sent two messages under one seq of {sight.Conversation}");
            if (sight.From == 0)
            {
                var missed = events[sight.Conversation].Except(sight.Changes).ToList();
                _verdict.Count(Fault.Lost, missed.Count, $"{sight.Who} did not hear of change {missed.FirstOrDefault()} of {sight.Conversation}");
            }
        }
    }

    /// <summary>From the moment a person takes over, nothing the AI still writes is stored.</summary>
    private void NothingSaidOutOfTurn()
    {
        var events = _events.Where(e => e.Kind is "agent_joined" or "returned_to_ai" or "resolved" or "reopened").ToLookup(e => e.Conversation);
        foreach (var said in _rows.Where(row => row.Sender == "bot"))
        {
            var before = events[said.Conversation].LastOrDefault(e => e.AfterSeq < said.Seq);
            _verdict.Count(Fault.Wrong, before.Kind == "agent_joined" ? 1 : 0, $"the AI spoke in a person's turn: seq {said.Seq} of {said.Conversation}");
        }
    }
}
