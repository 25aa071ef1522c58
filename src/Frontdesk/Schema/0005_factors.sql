-- A refresh token names its session under the server's seal, so that used ones are known without being kept.
alter table sessions drop column used_refresh_hashes;

drop function door_session(uuid);
create function door_session(session uuid) returns table (
  user_id uuid, workspace_id uuid, member_id uuid, role text, grants text[], chatbot_ids uuid[], name text, email text, title text,
  workspace_name text, started_at timestamptz, signed_in_with text, second_factor_at timestamptz, has_second_factor boolean,
  is_super_admin boolean, security jsonb, last_seen_at timestamptz)
language sql stable security definer set search_path = public as
$$ select s.user_id, s.workspace_id, m.id, m.role, m.grants, m.chatbot_ids, u.name, u.email, u.title,
     w.name, s.created_at, s.signed_in_with, s.second_factor_at, u.totp_enabled_at is not null, u.is_super_admin, w.security, s.last_seen_at
   from sessions s
   join users u on u.id = s.user_id and u.status = 'active' and u.email_verified_at is not null
   join members m on m.user_id = s.user_id and m.workspace_id = s.workspace_id and m.status = 'active'
   join workspaces w on w.id = s.workspace_id and w.status = 'active'
   where s.id = session and s.ended_at is null and s.expires_at > now() $$;

-- Notes that somebody is there: their session rests later, and their workspace sees when they were last at work.
create function door_session_seen(session uuid, at timestamptz, until timestamptz) returns void
language sql security definer set search_path = public as
$$ with seen as (
     update sessions set last_seen_at = at, expires_at = greatest(expires_at, until)
     where id = session and ended_at is null and last_seen_at < at returning user_id, workspace_id)
   update members m set last_active_at = greatest(m.last_active_at, at)
   from seen where m.user_id = seen.user_id and m.workspace_id = seen.workspace_id $$;

revoke all on function door_session, door_session_seen from public;
grant execute on function door_session, door_session_seen to frontdesk_app, frontdesk_engine;
