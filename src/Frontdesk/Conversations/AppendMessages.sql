-- Numbers and stores a batch of messages, moves their conversations, queues answers and tells the nodes, in one statement.
-- It runs in a batch after the lock on the conversations (see MessageLog.cs), so its snapshot sees what the last writer
-- committed: that is what makes seq dense. Every sender comes through here.
--   $1 id  $2 conversation_id  $3 client_message_id  $4 sender_type  $5 sender_id  $6 sender_name  $7 content  $8 answer  $9 turn
with input as materialized (
  select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::bigint[])
    with ordinality as t(id, conversation_id, client_message_id, sender_type, sender_id, sender_name, content, answer, turn, n)),
fresh as materialized (
  select distinct on (i.conversation_id, i.client_message_id) i.* from input i
  where not exists (select from messages m where m.conversation_id = i.conversation_id and m.client_message_id = i.client_message_id)
  order by i.conversation_id, i.client_message_id, i.n),
-- Who may speak: a customer while the conversation is open, others while it is still their turn. workspace_id is the row's, never the caller's.
numbered as materialized (
  select f.*, c.workspace_id, c.status, c.last_seq + row_number() over (partition by f.conversation_id order by f.n) as seq
  from fresh f join conversations c on c.id = f.conversation_id
  where case when f.sender_type = 'customer' then c.status not in ('resolved', 'archived') else f.turn is null or f.turn = c.turn end),
stored as (
  insert into messages (id, workspace_id, conversation_id, seq, client_message_id, sender_type, sender_id, sender_name, content, answer)
  select id, workspace_id, conversation_id, seq, client_message_id, sender_type, sender_id, sender_name, content, answer::jsonb from numbered
  returning id, conversation_id, client_message_id, seq, created_at),
last as materialized (
  select distinct on (conversation_id) conversation_id, workspace_id, status, seq, sender_type, content,
    case when sender_type = 'customer' and status in ('active', 'waiting', 'abandoned') then 'active'
         when sender_type = 'bot' and status = 'active' then 'waiting'
         else status end as next_status
  from numbered order by conversation_id, seq desc),
moved as (
  update conversations c set
    last_seq = l.seq, last_message = left(l.content, 200), last_sender = l.sender_type, last_message_at = now(), changed_at = now(),
    status = l.next_status, change = c.change + (l.next_status <> c.status)::int,
    waiting_since = case when l.sender_type = 'customer' then coalesce(c.waiting_since, now()) else null end,
    read_by_agent_seq = case when l.sender_type = 'agent' then l.seq else c.read_by_agent_seq end
  from last l where c.id = l.conversation_id),
queued as (
  insert into jobs (workspace_id, kind, key, payload, run_at)
  select workspace_id, kind, name || ':' || conversation_id, jsonb_build_object('workspace_id', workspace_id, 'conversation_id', conversation_id), now() + delay
  from last join (values ('AnswerWithAi', 'answer', interval '0'), ('WatchConversation', 'watch', interval '1 minute')) as j(kind, name, delay)
    on case name when 'answer' then sender_type = 'customer' and next_status = 'active'
                 else next_status = 'waiting' or next_status = 'agent_handling' and sender_type = 'customer' end
  on conflict (key) where leased_until is null and dead_at is null do nothing),
told as (
  select count(pg_notify('frontdesk', 'conversation ' || ids)) from (
    select string_agg(workspace_id || '/' || conversation_id, ',') as ids
    from (select *, row_number() over () as k from last) x group by (k - 1) / 100) y)
select
  case when s.id is not null and s.id = i.id then 'stored'
       when s.id is not null or m.id is not null then 'duplicate'
       when c.id is null then 'missing'
       when i.sender_type = 'customer' then 'closed'
       else 'turn_passed' end,
  coalesce(s.id, m.id), coalesce(s.seq, m.seq), coalesce(s.created_at, m.created_at)
from input i cross join told
left join stored s on s.conversation_id = i.conversation_id and s.client_message_id = i.client_message_id
left join messages m on m.conversation_id = i.conversation_id and m.client_message_id = i.client_message_id
left join conversations c on c.id = i.conversation_id
order by i.n
