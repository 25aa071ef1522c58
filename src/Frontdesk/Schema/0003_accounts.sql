-- Who people are and how they prove it; what a workspace asks of them; teams, keys, the audit log, the installation.

alter table users
  add column first_name text not null default '',
  add column last_name text not null default '',
  add column status text not null default 'active' check (status in ('active', 'inactive', 'suspended')),
  add column phone text,
  add column timezone text not null default 'UTC',
  add column language text not null default 'en',
  add column avatar_file text,
  add column email_verified_at timestamptz,
  add column password_changed_at timestamptz,
  add column is_super_admin boolean not null default false,
  add column totp_secret_encrypted text,
  add column totp_enabled_at timestamptz,
  add column totp_last_step bigint not null default 0,
  add column recovery_code_hashes bytea[] not null default '{}',
  alter column password_hash drop not null;
-- Whoever was here before addresses had to be verified stays; the first of them runs the installation.
update users set
  first_name = split_part(name, ' ', 1),
  last_name = trim(substr(name, length(split_part(name, ' ', 1)) + 1)),
  email_verified_at = created_at,
  is_super_admin = id = (select id from users order by created_at, id limit 1);
alter table users drop column name;
alter table users add column name text not null generated always as (trim(first_name || ' ' || last_name)) stored;

-- What stands in a mail to prove that its reader owns the address. The token itself is stored hashed.
create table email_proofs (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  purpose text not null check (purpose in ('verify_email', 'reset_password', 'change_email')),
  email text not null,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on email_proofs (user_id, purpose);

-- An account at another provider that signs a user in. provider is google, microsoft, or sso:<connection id>.
create table external_logins (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  provider text not null,
  subject text not null,
  email text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  unique (provider, subject)
);
create index on external_logins (user_id);

alter table sessions
  add column signed_in_with text not null default 'password',
  add column second_factor_at timestamptz;

alter table workspaces
  add column status text not null default 'active' check (status in ('active', 'suspended')),
  add column suspended_because text,
  add column plan text not null default 'self_hosted',
  add column features jsonb not null default '{}',
  add column product_name text,
  add column logo_file text,
  add column primary_color text,
  add column secondary_color text,
  add column custom_domain text,
  add column custom_domain_token text,
  add column custom_domain_verified_at timestamptz,
  add column security jsonb not null default '{}',
  add column audit_days int not null default 365 check (audit_days between 90 and 3650);
create unique index workspaces_by_domain on workspaces (lower(custom_domain)) where custom_domain_verified_at is not null;

alter table members
  add column grants text[] not null default '{}',
  add column chatbot_ids uuid[],
  add column last_active_at timestamptz;

create table invitations (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  email text not null,
  role text not null check (role in ('owner', 'admin', 'agent', 'viewer')),
  chatbot_ids uuid[],
  token_hash bytea unique,
  invited_by uuid references members on delete set null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create index on invitations (workspace_id, created_at desc);

create table api_keys (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  member_id uuid not null references members on delete cascade,
  name text not null,
  hint text not null,
  hash bytea not null unique,
  scopes text[] not null,
  limit_per_hour int not null default 1000 check (limit_per_hour between 1 and 1000000),
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index on api_keys (workspace_id, created_at desc);

-- An OpenID Connect provider that a workspace has set up for its own people.
create table sso_connections (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  name text not null,
  issuer text not null,
  client_id text not null,
  client_secret_encrypted text not null,
  email_domains text[] not null default '{}',
  create_members boolean not null default false,
  default_role text not null default 'agent' check (default_role in ('admin', 'agent', 'viewer')),
  enabled boolean not null default true,
  last_error text,
  last_error_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index on sso_connections (workspace_id);

-- Who did what. Nobody may change or delete a line; old ones go by audit_forget_old alone.
create table audit_log (
  id uuid primary key,
  workspace_id uuid references workspaces on delete cascade,
  at timestamptz not null,
  actor_type text not null check (actor_type in ('user', 'api_key', 'system', 'installation')),
  actor_id uuid,
  actor_name text not null,
  ip text,
  user_agent text,
  action text not null,
  resource_type text not null,
  resource_id uuid,
  resource_name text,
  before jsonb,
  after jsonb
);
create index on audit_log (workspace_id, at desc);
create index on audit_log (at) where workspace_id is null;

-- How often something was asked for lately, by the hash of who asks. Not worth a place in the write-ahead log.
create unlogged table rate_windows (
  key bytea primary key,
  slots int[] not null,
  newest bigint not null,
  expires_at timestamptz not null
);
create index on rate_windows (expires_at);

-- Facts of the whole installation, each by its name.
create table installation (
  name text primary key,
  value jsonb not null
);

grant select, insert, update, delete on email_proofs, external_logins, invitations, api_keys, sso_connections, rate_windows to frontdesk_app;
grant select, insert on audit_log to frontdesk_app, frontdesk_engine;
grant select, insert, update on installation to frontdesk_app;
grant select, insert, update, delete on invitations, api_keys, sso_connections, rate_windows to frontdesk_engine;

do $$
declare t text;
begin
  foreach t in array array['invitations', 'api_keys', 'sso_connections'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy app on %I for all to frontdesk_app
      using (workspace_id::text = current_setting('app.workspace', true))
      with check (workspace_id::text = current_setting('app.workspace', true))$p$, t);
    execute format($p$create policy engine on %I for all to frontdesk_engine
      using (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))
      with check (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))$p$, t);
  end loop;
end $$;

-- A line without a workspace belongs to the installation: written by anybody's sign-in, read by the engine alone.
alter table audit_log enable row level security;
create policy app_reads on audit_log for select to frontdesk_app using (workspace_id::text = current_setting('app.workspace', true));
create policy app_writes on audit_log for insert to frontdesk_app
  with check (workspace_id is null or workspace_id::text = current_setting('app.workspace', true));
create policy engine on audit_log for all to frontdesk_engine using (true) with check (true);

-- Mails to people (a proof of an address, a password's reset) belong to no workspace.
drop policy app on jobs;
create policy app on jobs for insert to frontdesk_app
  with check (workspace_id is null or workspace_id::text = current_setting('app.workspace', true));

-- Doors.

drop function door_session(uuid);
create function door_session(session uuid) returns table (
  user_id uuid, workspace_id uuid, member_id uuid, role text, grants text[], chatbot_ids uuid[], name text, email text, title text,
  workspace_name text, started_at timestamptz, signed_in_with text, second_factor_at timestamptz, has_second_factor boolean,
  is_super_admin boolean, security jsonb)
language sql stable security definer set search_path = public as
$$ select s.user_id, s.workspace_id, m.id, m.role, m.grants, m.chatbot_ids, u.name, u.email, u.title,
     w.name, s.created_at, s.signed_in_with, s.second_factor_at, u.totp_enabled_at is not null, u.is_super_admin, w.security
   from sessions s
   join users u on u.id = s.user_id and u.status = 'active' and u.email_verified_at is not null
   join members m on m.user_id = s.user_id and m.workspace_id = s.workspace_id and m.status = 'active'
   join workspaces w on w.id = s.workspace_id and w.status = 'active'
   where s.id = session and s.ended_at is null and s.expires_at > now() $$;

-- A key acts in the name of the member who made it, and never does more than that member may.
create function door_api_key(key bytea) returns table (
  id uuid, scopes text[], limit_per_hour int, last_used_at timestamptz, user_id uuid, workspace_id uuid, member_id uuid, role text,
  grants text[], chatbot_ids uuid[], name text, email text, title text, workspace_name text, security jsonb)
language sql stable security definer set search_path = public as
$$ select k.id, k.scopes, k.limit_per_hour, k.last_used_at, m.user_id, k.workspace_id, m.id, m.role,
     m.grants, m.chatbot_ids, u.name, u.email, u.title, w.name, w.security
   from api_keys k
   join members m on m.id = k.member_id and m.status = 'active'
   join users u on u.id = m.user_id and u.status = 'active'
   join workspaces w on w.id = k.workspace_id and w.status = 'active'
   where k.hash = key and k.revoked_at is null $$;

drop function door_memberships(uuid);
create function door_memberships(person uuid) returns table (
  member_id uuid, workspace_id uuid, workspace_name text, role text, status text, security jsonb)
language sql stable security definer set search_path = public as
$$ select m.id, m.workspace_id, w.name, m.role, m.status, w.security
   from members m join workspaces w on w.id = m.workspace_id and w.status = 'active'
   where m.user_id = person order by m.last_active_at desc nulls last, m.created_at, m.id $$;

create function door_invitation(hash bytea) returns table (
  id uuid, workspace_id uuid, workspace_name text, email text, role text, expires_at timestamptz, inviter text)
language sql stable security definer set search_path = public as
$$ select i.id, i.workspace_id, w.name, i.email, i.role, i.expires_at, u.name
   from invitations i join workspaces w on w.id = i.workspace_id and w.status = 'active'
   left join members m on m.id = i.invited_by left join users u on u.id = m.user_id
   where i.token_hash = hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > now() $$;

create function door_sso_connection(connection uuid) returns table (
  id uuid, workspace_id uuid, workspace_name text, name text, issuer text, client_id text, client_secret_encrypted text,
  email_domains text[], create_members boolean, default_role text)
language sql stable security definer set search_path = public as
$$ select c.id, c.workspace_id, w.name, c.name, c.issuer, c.client_id, c.client_secret_encrypted, c.email_domains, c.create_members, c.default_role
   from sso_connections c join workspaces w on w.id = c.workspace_id and w.status = 'active'
   where c.id = connection and c.enabled $$;

create function door_sso_of_domain(domain text) returns table (id uuid, name text, workspace_name text)
language sql stable security definer set search_path = public as
$$ select c.id, c.name, w.name from sso_connections c join workspaces w on w.id = c.workspace_id and w.status = 'active'
   where c.enabled and lower(domain) = any (c.email_domains) order by c.created_at $$;

create function door_workspace_of_domain(host text) returns table (
  workspace_id uuid, name text, product_name text, logo_file text, primary_color text)
language sql stable security definer set search_path = public as
$$ select w.id, w.name, w.product_name, w.logo_file, w.primary_color from workspaces w
   where lower(w.custom_domain) = lower(host) and w.custom_domain_verified_at is not null and w.status = 'active' $$;

-- True for one caller in the life of an installation: the first account needs no mail and runs it.
create function door_first_account() returns boolean
language plpgsql security definer set search_path = public as $$
begin
  insert into installation (name, value) select 'first_account', to_jsonb(now())
    where not exists (select from users) on conflict do nothing;
  return found;
end $$;
insert into installation (name, value) select 'first_account', to_jsonb(now()) where exists (select from users);

-- A person's workspaces after the person: ends what hangs on one membership everywhere, whoever is signed in.
create function door_live_sessions(person uuid, workspace uuid) returns table (id uuid)
language sql stable security definer set search_path = public as
$$ select s.id from sessions s where s.user_id = person and (workspace is null or s.workspace_id = workspace) and s.ended_at is null $$;

-- Deletes what a workspace keeps no longer, never anything younger than 90 days.
create function audit_forget_old(workspace uuid) returns bigint
language sql security definer set search_path = public as
$$ with gone as (
     delete from audit_log l using workspaces w
     where w.id = workspace and l.workspace_id = workspace and l.at < now() - make_interval(days => greatest(w.audit_days, 90)) returning 1)
   select count(*) from gone $$;

-- An erased person stays in the log as a pseudonym, and so do their address and name in what was written of them.
create function audit_pseudonymize(person uuid, pseudonym text) returns bigint
language sql security definer set search_path = public as
$$ with changed as (
     update audit_log set actor_name = pseudonym, ip = null, user_agent = null where actor_id = person returning 1)
   select count(*) from changed $$;

revoke all on function door_session, door_api_key, door_memberships, door_invitation, door_sso_connection, door_sso_of_domain,
  door_workspace_of_domain, door_first_account, door_live_sessions, audit_forget_old, audit_pseudonymize from public;
grant execute on function door_session, door_api_key, door_memberships, door_invitation, door_sso_connection, door_sso_of_domain,
  door_workspace_of_domain, door_first_account, door_live_sessions to frontdesk_app, frontdesk_engine;
grant execute on function audit_forget_old, audit_pseudonymize to frontdesk_engine;
