-- Numbers and stores a batch of messages, moves their conversations, queues answers and tells the nodes, in one statement.
-- It runs in a batch after the locks on the conversations and on the visitors' counts (see MessageLog.cs), so its snapshot sees
-- what the last writer committed: that is what makes seq dense and limits exact. Every sender comes through here.
--   $1 id  $2 conversation_id  $3 client_message_id  $4 sender_type  $5 sender_id  $6 sender_name  $7 content  $8 answer  $9 turn
--   $10 how many messages of one visitor a minute, $11 an hour (no more than 100 are remembered)
--   $12 the name of this node, where PostgreSQL carries the news; empty where it is handed to the carrier after the commit
-- A (conversation_id, client_message_id) stands at most once in a batch. One line comes back for each message, in their order.
with input as materialized (
  select i.*, c.workspace_id, c.status, c.last_seq, c.change, c.turn as now_turn, m.id as stored_id, m.seq as stored_seq, m.created_at as stored_at, v.sent,
    (extract(epoch from now()) * 1000)::bigint as at,
    row_number() over (partition by i.sender_type, i.sender_id order by i.n) as nth
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::bigint[])
    with ordinality as i(id, conversation_id, client_message_id, sender_type, sender_id, sender_name, content, answer, turn, n)
  left join conversations c on c.id = i.conversation_id
  left join messages m on m.conversation_id = i.conversation_id and m.client_message_id = i.client_message_id
  left join visitor_sends v on i.sender_type = 'customer' and v.visitor_id = i.sender_id),
-- Why not: what was stored before, who may not speak now, who speaks too often. workspace_id is the row's, never the caller's.
judged as materialized (
  select i.*,
    case when stored_id is not null then 'duplicate'
         when workspace_id is null then 'missing'
         when sender_type <> 'customer' then case when turn <> now_turn then 'turn_passed' else 'stored' end
         when status in ('resolved', 'archived') then 'closed'
         when a_minute > 0 or an_hour > 0 then 'too_fast'
         else 'stored' end as outcome,
    greatest(a_minute, an_hour) as wait
  from input i cross join lateral (
    select coalesce(sent[cardinality(sent) - $10::int + nth] + 60000 - at, case when nth > $10::int then 60000 end) as a_minute,
           coalesce(sent[cardinality(sent) - $11::int + nth] + 3600000 - at, case when nth > $11::int then 3600000 end) as an_hour) w),
numbered as materialized (
  select j.*, last_seq + row_number() over talk as seq, lead(n) over talk is null as is_last,
    case when sender_type = 'customer' and status in ('active', 'waiting', 'abandoned') then 'active'
         when sender_type = 'bot' and status = 'active' then 'waiting'
         else status end as next_status
  from judged j where outcome = 'stored'
  window talk as (partition by conversation_id order by n)),
stored as (
  insert into messages (id, workspace_id, conversation_id, seq, client_message_id, sender_type, sender_id, sender_name, content, answer)
  select id, workspace_id, conversation_id, seq, client_message_id, sender_type, sender_id, sender_name, content, answer::jsonb from numbered),
moved as (
  update conversations c set
    last_seq = l.seq, last_message = left(l.content, 200), last_sender = l.sender_type, last_message_at = now(), changed_at = now(),
    status = l.next_status, change = c.change + (l.next_status <> c.status)::int,
    waiting_since = case when l.sender_type = 'customer' then coalesce(c.waiting_since, now()) else null end,
    read_by_agent_seq = case when l.sender_type = 'agent' then l.seq else c.read_by_agent_seq end
  from numbered l where l.is_last and c.id = l.conversation_id),
counted as (
  insert into visitor_sends as v (visitor_id, workspace_id, sent)
  select sender_id, min(workspace_id::text)::uuid, array_agg(at) from numbered where sender_type = 'customer' and sender_id is not null group by sender_id
  on conflict (visitor_id) do update set sent = (v.sent || excluded.sent)[greatest(1, cardinality(v.sent) + cardinality(excluded.sent) - 99):]),
queued as (
  insert into jobs (workspace_id, kind, key, payload, run_at)
  select workspace_id, kind, name || ':' || conversation_id, jsonb_build_object('workspace_id', workspace_id, 'conversation_id', conversation_id), now() + delay
  from numbered join (values ('AnswerWithAi', 'answer', interval '0'), ('WatchConversation', 'watch', interval '1 minute')) as j(kind, name, delay)
    on is_last and case name when 'answer' then sender_type = 'customer' and next_status = 'active'
                 else next_status = 'waiting' or next_status = 'agent_handling' and sender_type = 'customer' end
  on conflict (key) where leased_until is null and dead_at is null do nothing),
told as (
  select count(pg_notify('frontdesk', 'conversation @' || $12 || ',' || ids)) from (
    select string_agg(workspace_id || '/' || conversation_id || '/' || seq || '/' || change + (next_status <> status)::int, ',') as ids
    from (select *, row_number() over () as k from numbered where is_last and $12 <> '') x group by (k - 1) / 80) y)
select j.outcome, coalesce(j.stored_id, s.id), coalesce(j.stored_seq, s.seq), coalesce(j.stored_at, now()), j.wait,
  s.change + (s.next_status <> s.status)::int, s.is_last and s.sender_type = 'customer' and s.next_status = 'active'
from told cross join judged j left join numbered s on s.n = j.n order by j.n
