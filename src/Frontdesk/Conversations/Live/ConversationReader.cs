using Frontdesk.Platform.Database;
using Frontdesk.SignIn.Profile;
using Npgsql;

namespace Frontdesk.Conversations.Live;

/// <summary>Reads what is new in many conversations of many workspaces in one round trip.</summary>
public sealed class ConversationReader(DataSources databases)
{
    /// <summary>At most this many messages of one conversation at a time; the rest follows with the next reading.</summary>
    public const int MostMessages = 200;

    public async Task<IReadOnlyList<ConversationNews>> Read(IReadOnlyCollection<Wanted> wanted, CancellationToken ct)
    {
        var whole = wanted.Where(w => w.Known is null).ToList();
        var words = wanted.Where(w => w.Known is not null).ToList();
        await using var connection = await databases.News.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection).ForWorkspaces(wanted.Select(w => w.WorkspaceId));
        if (words.Count > 0)
        {
            batch.With(WordsSql, Ids(words), Seqs(words), words.Select(w => w.UpTo).ToArray());
        }

        if (whole.Count > 0)
        {
            var (ids, seqs, changes) = (Ids(whole), Seqs(whole), whole.Select(w => w.Change).ToArray());
            batch.With(HeadsSql, ids).With(MessagesSql, ids, seqs, changes).With(EventsSql, ids, changes);
        }

        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return [.. words.Count > 0 ? await ReadWords(reader, words, ct) : [], .. whole.Count > 0 ? await ReadWhole(reader, whole, ct) : []];
    }

    private static async Task<IEnumerable<ConversationNews>> ReadWords(NpgsqlDataReader reader, List<Wanted> wanted, CancellationToken ct)
    {
        var messages = (await All(reader, ReadMessage, ct)).ToLookup(m => m.ConversationId);
        return wanted.Select(w => ConversationNews.Of(w.Known!, [.. messages[w.ConversationId]]));
    }

    private static async Task<IEnumerable<ConversationNews>> ReadWhole(NpgsqlDataReader reader, List<Wanted> wanted, CancellationToken ct)
    {
        var heads = await All(reader, ReadHead, ct);
        var messages = (await All(reader, ReadMessage, ct)).ToLookup(m => m.ConversationId);
        var events = (await All(reader, ReadEvent, ct)).ToLookup(e => e.ConversationId);
        var since = wanted.ToDictionary(w => w.ConversationId, w => (w.Seq, w.Change));
        return heads.Select(h => new ConversationNews(h, [.. messages[h.ConversationId]], [.. events[h.ConversationId]]) { Since = since[h.ConversationId] });
    }

    private static Guid[] Ids(List<Wanted> wanted) => [.. wanted.Select(w => w.ConversationId)];

    private static long[] Seqs(List<Wanted> wanted) => [.. wanted.Select(w => w.Seq)];

    /// <summary>Only where the conversations stand, for lists.</summary>
    public async Task<IReadOnlyList<ConversationHead>> ReadHeads(IReadOnlyCollection<(Guid WorkspaceId, Guid Id)> wanted, CancellationToken ct)
    {
        await using var connection = await databases.News.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
            .ForWorkspaces(wanted.Select(w => w.WorkspaceId))
            .With(HeadsSql, wanted.Select(w => w.Id).ToArray());
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await All(reader, ReadHead, ct);
    }

    private const string HeadsSql = """
        select c.id, c.workspace_id, c.chatbot_id, c.status, c.last_seq, c.change, m.id, u.name, u.title, c.last_message_at, c.rating,
               c.read_by_agent_seq, c.read_by_visitor_seq, u.avatar_file
        from unnest($1) as w(id) join conversations c on c.id = w.id
        left join members m on m.id = c.assigned_member_id left join users u on u.id = m.user_id
        """;

    private const string Columns = """
        m.id, m.conversation_id, m.seq, m.client_message_id, m.created_at, m.sender_type, m.sender_id, m.sender_name, m.content,
        m.answer::text, m.edited_at, m.deleted_at, m.change
        """;

    private const string WordsSql = $"""
        select {Columns}
        from unnest($1, $2, $3) as w(id, seq, up_to)
        cross join lateral (select * from messages m where m.conversation_id = w.id and m.seq > w.seq and m.seq <= w.up_to order by m.seq limit 200) m
        """;

    private const string MessagesSql = $"""
        select {Columns}
        from unnest($1, $2, $3) as w(id, seq, change) cross join lateral (
          (select * from messages m where m.conversation_id = w.id and m.seq > w.seq order by m.seq limit 200)
          union all
          select * from messages m where m.conversation_id = w.id and m.change > w.change and m.change > 0 and m.seq <= w.seq) m
        order by m.conversation_id, m.seq
        """;

    private const string EventsSql = """
        select e.conversation_id, e.change, e.kind, e.at, e.after_seq, e.by_name, e.data::text, e.by_type
        from unnest($1, $2) as w(id, change) join conversation_events e on e.conversation_id = w.id and e.change > w.change
        order by e.conversation_id, e.change
        """;

    private static async Task<List<T>> All<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        await reader.NextResultAsync(ct);
        return rows;
    }

    private static ConversationHead ReadHead(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), SnakeCase.Parse<ConversationStatus>(row.GetString(3)), row.GetInt64(4), row.GetInt64(5),
        row.IsDBNull(6) ? null : new AgentView(row.GetGuid(6), row.GetString(7), Text(row, 8), Avatars.Url(Text(row, 13))),
        row.GetFieldValue<DateTimeOffset>(9), row.IsDBNull(10) ? null : row.GetInt32(10), row.GetInt64(11), row.GetInt64(12));

    private static MessageView ReadMessage(NpgsqlDataReader row) => Message.View(
        row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), row.GetGuid(3), row.GetFieldValue<DateTimeOffset>(4),
        new SenderView(SnakeCase.Parse<SenderType>(row.GetString(5)), row.IsDBNull(6) ? null : row.GetGuid(6), row.GetString(7)),
        row.GetString(8), Text(row, 9), Instant(row, 10), Instant(row, 11), row.GetInt64(12));

    private static EventView ReadEvent(NpgsqlDataReader row)
    {
        using var data = System.Text.Json.JsonDocument.Parse(row.GetString(6));
        return new EventView(row.GetGuid(0), row.GetInt64(1), SnakeCase.Parse<EventKind>(row.GetString(2)), row.GetFieldValue<DateTimeOffset>(3),
            row.GetInt64(4), Text(row, 5), data.RootElement.Clone(), SnakeCase.Parse<ActorType>(row.GetString(7)));
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Instant(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
