using Frontdesk.Load.Machine;

namespace Frontdesk.Load.Contenders;

/// <summary>The database's side of the account.</summary>
public static class MessageCount
{
    /// <summary>
    /// How many messages of the run are stored, each once; 0 where some conversation's seq has a hole or is not where its
    /// counter says. A run's ids are told by their run and visitor (see MessageId).
    /// </summary>
    public static async Task<long> Of(EmbeddedDatabase database, string name, int run)
    {
        var holes = await database.Ask(name, Holes, row => row.GetInt64(0));
        var stored = await database.Ask(name, $"select count(distinct client_message_id) from messages where client_message_id::text like '________-____-7{run & 0xfff:x3}-8000-0%'", row => row.GetInt64(0));
        return holes[0] == 0 ? stored[0] : 0;
    }

    private const string Holes = """
        select count(*) from conversations c join (
          select conversation_id, count(*) as n, min(seq) as least, max(seq) as most from messages group by conversation_id) m on m.conversation_id = c.id
        where m.least <> 1 or m.most <> m.n or m.most <> c.last_seq
        """;
}
