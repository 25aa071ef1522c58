-- What those who run the installation see of all workspaces: names, figures and states; no word that was said in one.
-- And a suspended workspace stops at the visitors' doors too.

create or replace function door_chatbot(key text) returns table (id uuid, workspace_id uuid)
language sql stable security definer set search_path = public as
$$ select c.id, c.workspace_id from chatbots c join workspaces w on w.id = c.workspace_id and w.status = 'active' where c.public_key = key $$;

create or replace function door_visitor_session(hash bytea) returns table (id uuid, workspace_id uuid, chatbot_id uuid, visitor_id uuid)
language sql stable security definer set search_path = public as
$$ select s.id, s.workspace_id, s.chatbot_id, s.visitor_id from visitor_sessions s
   join workspaces w on w.id = s.workspace_id and w.status = 'active' where s.token_hash = hash $$;

-- Workspaces with their figures. conversations.last_seq counts a conversation's messages.
create function console_workspaces(only_id uuid, search text, sort text, skip int, take int) returns table (
  id uuid, name text, website_url text, status text, suspended_because text, plan text, features jsonb, created_at timestamptz, owner_email text,
  members bigint, chatbots bigint, conversations bigint, messages bigint, source_bytes bigint, last_activity_at timestamptz, total bigint)
language sql stable security definer set search_path = public as
$$ with figures as (
     select w.id, w.name, w.website_url, w.status, w.suspended_because, w.plan, w.features, w.created_at, o.email as owner_email,
       m.n as members, b.n as chatbots, c.n as conversations, coalesce(c.messages, 0)::bigint as messages, coalesce(s.bytes, 0)::bigint as source_bytes,
       greatest(m.at, c.at) as last_activity_at
     from workspaces w
     left join lateral (select count(*) n, max(x.last_active_at) at from members x where x.workspace_id = w.id) m on true
     left join lateral (select u.email from members x join users u on u.id = x.user_id
       where x.workspace_id = w.id and x.role = 'owner' order by x.created_at, x.id limit 1) o on true
     left join lateral (select count(*) n from chatbots x where x.workspace_id = w.id and x.status <> 'archived') b on true
     left join lateral (select count(*) n, sum(x.last_seq) messages, max(x.last_message_at) at from conversations x where x.workspace_id = w.id) c on true
     left join lateral (select sum(x.size_bytes) bytes from sources x where x.workspace_id = w.id) s on true
     where (only_id is null or w.id = only_id)
       and (search = '' or strpos(lower(w.name), lower(search)) > 0 or w.id::text = lower(search)
         or exists (select from members x join users u on u.id = x.user_id where x.workspace_id = w.id and strpos(lower(u.email), lower(search)) > 0)))
   select f.*, count(*) over () from figures f
   order by case sort when 'name' then lower(f.name) end,
     case sort when 'members' then f.members when 'conversations' then f.conversations when 'messages' then f.messages when 'storage' then f.source_bytes end desc nulls last,
     case sort when 'activity' then f.last_activity_at when 'created' then f.created_at end desc nulls last, f.created_at desc, f.id
   offset skip limit take $$;

create function console_members(workspace uuid) returns table (
  user_id uuid, name text, email text, role text, status text, last_sign_in_at timestamptz, second_factor boolean)
language sql stable security definer set search_path = public as
$$ select u.id, u.name, u.email, m.role, m.status, u.last_sign_in_at, u.totp_enabled_at is not null
   from members m join users u on u.id = m.user_id where m.workspace_id = workspace
   order by array_position(array['owner', 'admin', 'agent', 'viewer'], m.role), u.name, u.id $$;

create function console_memberships(person uuid) returns table (
  workspace_id uuid, workspace_name text, workspace_status text, role text, status text)
language sql stable security definer set search_path = public as
$$ select w.id, w.name, w.status, m.role, m.status from members m join workspaces w on w.id = m.workspace_id
   where m.user_id = person order by m.created_at, m.id $$;

-- In whose house a conversation is, so that its log can be written before a word of it is read.
create function console_conversation(conversation uuid) returns table (workspace_id uuid, workspace_name text)
language sql stable security definer set search_path = public as
$$ select w.id, w.name from conversations c join workspaces w on w.id = c.workspace_id where c.id = conversation $$;

create function console_counts() returns table (
  workspaces bigint, suspended bigint, users bigint, super_admins bigint, conversations_today bigint, source_bytes bigint)
language sql stable security definer set search_path = public as
$$ select (select count(*) from workspaces), (select count(*) from workspaces where status = 'suspended'), (select count(*) from users),
     (select count(*) from users where is_super_admin and status = 'active'),
     (select count(*) from conversations where changed_at > now() - interval '24 hours'), (select coalesce(sum(size_bytes), 0)::bigint from sources) $$;

create function console_workspace_name(workspace uuid) returns text
language sql stable security definer set search_path = public as $$ select w.name from workspaces w where w.id = workspace $$;

revoke all on function console_workspace_name, console_workspaces, console_members, console_memberships, console_conversation, console_counts from public;
grant execute on function console_workspace_name, console_workspaces, console_members, console_memberships, console_conversation, console_counts to frontdesk_engine;
