-- What the append reads and writes: every message moves its conversation's row and counts against its visitor.

-- A row that changes no indexed column stays in its page and touches no index (HOT). So lists are sorted by the minute first,
-- which changes once in sixty seconds, and the sweep finds changes by block ranges, which PostgreSQL 16 and later need not touch
-- for that. Half-empty pages leave room for the next version of a row.
drop index conversations_workspace_id_last_message_at_idx;
drop index conversations_changed_at_idx;
alter table conversations
  add column last_message_minute timestamptz not null
    generated always as (date_bin('1 minute', last_message_at, timestamptz '2000-01-01 00:00+00')) stored;
alter table conversations set (fillfactor = 50);
create index conversations_latest on conversations (workspace_id, last_message_minute desc);
create index conversations_changed on conversations using brin (changed_at) with (pages_per_range = 16, autosummarize = on);

-- The append takes a message only together with its conversation's locked row, and nothing else inserts messages: a foreign key
-- would check each row once more, a quarter of what storing it costs. What it did besides, going when the conversation goes, is here.
alter table messages drop constraint messages_conversation_id_fkey;

create function messages_go_with_conversations() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  delete from messages m using gone g where m.conversation_id = g.id;
  return null;
end $$;
revoke all on function messages_go_with_conversations from public;

create trigger messages_go_with_them after delete on conversations
  referencing old table as gone for each statement execute function messages_go_with_conversations();

-- When each visitor last wrote, in milliseconds since 1970, oldest first: as many as an hour allows. It may be lost in a crash. It
-- hangs on nothing: a deletion that came to it through the visitor would lock in another order than the append and wait for ever.
-- After an hour a row says nothing any more, and at night it goes.
create unlogged table visitor_sends (
  visitor_id uuid primary key,
  workspace_id uuid not null,
  sent bigint[] not null
) with (fillfactor = 50);
alter table visitor_sends enable row level security;
create policy app on visitor_sends for all to frontdesk_app
  using (workspace_id::text = current_setting('app.workspace', true))
  with check (workspace_id::text = current_setting('app.workspace', true));
create policy engine on visitor_sends for all to frontdesk_engine
  using (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))
  with check (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')));
grant select, insert, update, delete on visitor_sends to frontdesk_app, frontdesk_engine;

create function door_forget_sends() returns void
language sql security definer set search_path = public as
$$ delete from visitor_sends where sent[cardinality(sent)] < extract(epoch from now()) * 1000 - 3600000 $$;
revoke all on function door_forget_sends from public;
grant execute on function door_forget_sends to frontdesk_engine;
