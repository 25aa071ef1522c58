-- Row-level security. frontdesk_app sees one workspace (app.workspace), frontdesk_engine the ones a batch names
-- (app.workspaces). The comparison is by text on purpose: a uuid comparison lets the planner reach for an index that
-- starts with workspace_id and read the whole workspace (see docs/decisions/0003).

grant usage on schema public to frontdesk_app, frontdesk_engine;
grant select, insert, update, delete on all tables in schema public to frontdesk_app, frontdesk_engine;
revoke all on users, sessions, jobs, workspaces from frontdesk_app;
grant select, insert, update on users, sessions to frontdesk_app;
grant select, insert, update, delete on jobs to frontdesk_engine;
grant insert on jobs to frontdesk_app;
grant select, insert, update on workspaces to frontdesk_app;

do $$
declare t text;
begin
  foreach t in array array['members', 'chatbots', 'customers', 'visitors', 'visitor_sessions', 'conversations', 'messages',
                           'conversation_events', 'sources', 'passages'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy app on %I for all to frontdesk_app
      using (workspace_id::text = current_setting('app.workspace', true))
      with check (workspace_id::text = current_setting('app.workspace', true))$p$, t);
    execute format($p$create policy engine on %I for all to frontdesk_engine
      using (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))
      with check (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))$p$, t);
  end loop;
end $$;

alter table workspaces enable row level security;
create policy app on workspaces for all to frontdesk_app
  using (id::text = current_setting('app.workspace', true)) with check (id::text = current_setting('app.workspace', true));
create policy engine on workspaces for select to frontdesk_engine
  using (id::text = any (string_to_array(current_setting('app.workspaces', true), ',')));

alter table jobs enable row level security;
create policy app on jobs for insert to frontdesk_app with check (workspace_id::text = current_setting('app.workspace', true));
create policy engine on jobs for all to frontdesk_engine using (true) with check (true);

-- The doors that are passed before a workspace is known. Each answers one exact question.

create function door_chatbot(key text) returns table (id uuid, workspace_id uuid)
language sql stable security definer set search_path = public as
$$ select c.id, c.workspace_id from chatbots c where c.public_key = key $$;

create function door_visitor_session(hash bytea) returns table (id uuid, workspace_id uuid, chatbot_id uuid, visitor_id uuid)
language sql stable security definer set search_path = public as
$$ select s.id, s.workspace_id, s.chatbot_id, s.visitor_id from visitor_sessions s where s.token_hash = hash $$;

create function door_memberships(person uuid) returns table (member_id uuid, workspace_id uuid, workspace_name text, role text, status text)
language sql stable security definer set search_path = public as
$$ select m.id, m.workspace_id, w.name, m.role, m.status from members m join workspaces w on w.id = m.workspace_id
   where m.user_id = person order by m.created_at $$;

create function door_session(session uuid) returns table (
  user_id uuid, workspace_id uuid, member_id uuid, role text, name text, email text, title text, workspace_name text)
language sql stable security definer set search_path = public as
$$ select s.user_id, s.workspace_id, m.id, m.role, u.name, u.email, u.title, w.name
   from sessions s
   join users u on u.id = s.user_id
   join members m on m.user_id = s.user_id and m.workspace_id = s.workspace_id and m.status = 'active'
   join workspaces w on w.id = s.workspace_id
   where s.id = session and s.ended_at is null and s.expires_at > now() $$;

create function door_any_user() returns boolean
language sql stable security definer set search_path = public as $$ select exists (select from users) $$;

-- Conversations that changed lately, for the sweep that repairs a lost signal.
create function door_changed_since(since timestamptz) returns table (workspace_id uuid, conversation_id uuid, changed_at timestamptz)
language sql stable security definer set search_path = public as
$$ select c.workspace_id, c.id, c.changed_at from conversations c where c.changed_at > since $$;

revoke all on function door_chatbot, door_visitor_session, door_memberships, door_session, door_any_user, door_changed_since from public;
grant execute on function door_chatbot, door_visitor_session, door_memberships, door_session, door_any_user, door_changed_since
  to frontdesk_app, frontdesk_engine;
