using Frontdesk.Load.Machine;
using NpgsqlTypes;

namespace Frontdesk.Load.Contenders;

/// <summary>What somebody wrote first.</summary>
public sealed record FirstWords(string Fingerprint, Guid ClientMessageId, string Content);

/// <summary>
/// Thousands of visitors who were here before the trial began, as the server would have left them: each wrote once, asked for
/// a person and waits. They are written to the database at once, since ten thousand requests would only measure the machine.
/// </summary>
public static class VisitorsOfOld
{
    /// <returns>Where the first message of each was stored, in the order of <paramref name="words"/>.</returns>
    public static async Task<IReadOnlyList<(FrontdeskVisitor Visitor, Guid MessageId)>> Seed(EmbeddedDatabase database, string appKey, IReadOnlyList<FirstWords> words, CancellationToken ct)
    {
        await using var connection = await database.Open("frontdesk");
        await using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue(appKey);
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, words.Select(w => w.Fingerprint).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Uuid, words.Select(w => w.ClientMessageId).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Text, words.Select(w => w.Content).ToArray());
        var seeded = new List<(FrontdeskVisitor, Guid)>(words.Count);
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                seeded.Add((new FrontdeskVisitor(reader.GetString(0), reader.GetGuid(1), reader.GetGuid(2), reader.GetString(3)), reader.GetGuid(4)));
            }
        }

        await database.Execute("frontdesk", "vacuum analyze customers, visitors, visitor_sessions, visitor_sends, conversations, conversation_events, messages");
        return seeded;
    }

    // Tokens are stored hashed (VisitorSession.Hash). Counters as the verbs leave them: opened is change 1, escalated is change 2 and turn 1.
    private const string Sql = """
        with people as materialized (
          select n, fingerprint, first_words, client_message_id, b.id as chatbot, b.workspace_id as workspace,
            uuidv7() as customer, uuidv7() as visitor, uuidv7() as session, uuidv7() as conversation, uuidv7() as message,
            'fv_' || replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '') as token
          from unnest($2, $3, $4) with ordinality as w(fingerprint, client_message_id, first_words, n) cross join chatbots b where b.public_key = $1),
        customers as (insert into customers (id, workspace_id) select customer, workspace from people),
        visitors as (insert into visitors (id, workspace_id, chatbot_id, customer_id, fingerprint) select visitor, workspace, chatbot, customer, fingerprint from people),
        sessions as (
          insert into visitor_sessions (id, workspace_id, chatbot_id, visitor_id, token_hash)
          select session, workspace, chatbot, visitor, sha256(convert_to(token, 'UTF8')) from people),
        conversations as (
          insert into conversations (id, workspace_id, chatbot_id, customer_id, visitor_session_id, opening_client_message_id,
            status, last_seq, change, turn, last_message, last_sender, last_message_at, waiting_since)
          select conversation, workspace, chatbot, customer, session, client_message_id, 'escalated', 1, 2, 1, left(first_words, 200), 'customer', now(), now() from people),
        messages as (
          insert into messages (id, workspace_id, conversation_id, seq, client_message_id, sender_type, sender_id, sender_name, content)
          select message, workspace, conversation, 1, client_message_id, 'customer', visitor, 'Visitor', first_words from people),
        sends as (insert into visitor_sends (visitor_id, workspace_id, sent) select visitor, workspace, array[(extract(epoch from now()) * 1000)::bigint] from people),
        events as (
          insert into conversation_events (id, workspace_id, conversation_id, change, kind, at, after_seq, by_type, by_id, data)
          select uuidv7(), workspace, conversation, 1, 'created', now(), 0, 'customer', customer, '{}'::jsonb from people
          union all
          select uuidv7(), workspace, conversation, 2, 'escalated', now(), 1, 'system', null, '{"reason": "asked_for_person", "message": "", "estimated_wait_time": null}' from people)
        select fingerprint, conversation, session, token, message from people order by n
        """;
}
