-- What must survive a lost answer, a lost signal and a lost node.

-- A first message that is sent again gets a token of its own, and whoever got the first answer keeps theirs. One that nobody
-- uses within ten minutes went with its answer and opens nothing any more.
create table second_tokens (
  token_hash bytea primary key,
  workspace_id uuid not null,
  visitor_session_id uuid not null references visitor_sessions on delete cascade,
  created_at timestamptz not null default now(),
  used_at timestamptz
);
create index on second_tokens (visitor_session_id);
alter table second_tokens enable row level security;
create policy app on second_tokens for all to frontdesk_app
  using (workspace_id::text = current_setting('app.workspace', true))
  with check (workspace_id::text = current_setting('app.workspace', true));
create policy engine on second_tokens for all to frontdesk_engine
  using (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))
  with check (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')));
grant select, insert, update, delete on second_tokens to frontdesk_app, frontdesk_engine;

create or replace function door_visitor_session(hash bytea) returns table (id uuid, workspace_id uuid, chatbot_id uuid, visitor_id uuid)
language plpgsql volatile security definer set search_path = public as
$$
#variable_conflict use_column
begin
  return query select s.id, s.workspace_id, s.chatbot_id, s.visitor_id from visitor_sessions s
    join workspaces w on w.id = s.workspace_id and w.status = 'active' where s.token_hash = hash;
  if found then
    return;
  end if;

  update second_tokens t set used_at = now()
    where t.token_hash = hash and t.used_at is null and t.created_at > now() - interval '10 minutes';
  return query select s.id, s.workspace_id, s.chatbot_id, s.visitor_id from second_tokens t
    join visitor_sessions s on s.id = t.visitor_session_id
    join workspaces w on w.id = s.workspace_id and w.status = 'active' where t.token_hash = hash and t.used_at is not null;
end $$;

-- Who works at a job: the leases of a node that died end with it.
alter table jobs add column leased_by uuid;

-- What was announced lately, besides the changes of conversations, which are found by their own clock. Each node looks here every
-- two seconds for what no signal has told it.
create table announcements (
  id uuid primary key,
  signal text not null,
  at timestamptz not null default clock_timestamp()
);
create index on announcements (at);
revoke all on announcements from frontdesk_app, frontdesk_engine;
grant insert on announcements to frontdesk_app, frontdesk_engine;
grant select, delete on announcements to frontdesk_engine;
