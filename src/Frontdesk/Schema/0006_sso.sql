-- Somebody whom a workspace's own provider sends and who is linked to no account yet. The provider is set up by the
-- workspace and may say any address, so the mailbox has the last word: the token goes there, and stands here hashed.
create table sso_arrivals (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  connection_id uuid not null references sso_connections on delete cascade,
  subject text not null,
  email text not null,
  name text not null,
  token_hash bytea unique,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed_at timestamptz,
  unique (connection_id, subject)
);
create index on sso_arrivals (workspace_id);

grant select, insert, update, delete on sso_arrivals to frontdesk_app, frontdesk_engine;
alter table sso_arrivals enable row level security;
create policy app on sso_arrivals for all to frontdesk_app
  using (workspace_id::text = current_setting('app.workspace', true))
  with check (workspace_id::text = current_setting('app.workspace', true));
create policy engine on sso_arrivals for all to frontdesk_engine
  using (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))
  with check (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')));

create function door_sso_arrival(hash bytea) returns table (id uuid, workspace_id uuid)
language sql stable security definer set search_path = public as
$$ select a.id, a.workspace_id from sso_arrivals a
   join sso_connections c on c.id = a.connection_id and c.enabled
   join workspaces w on w.id = a.workspace_id and w.status = 'active'
   where a.token_hash = hash and a.confirmed_at is null and a.expires_at > now() $$;
revoke all on function door_sso_arrival from public;
grant execute on function door_sso_arrival to frontdesk_app, frontdesk_engine;

-- Whoever runs a workspace's provider can be anybody there in its eyes. A session it began must therefore never reach
-- another workspace, whatever the code that switches workspaces forgets.
create function session_stays_with_its_provider() returns trigger
language plpgsql security definer set search_path = public as $$
begin
  if new.signed_in_with like 'sso:%' and not exists (
    select from sso_connections c where 'sso:' || c.id = new.signed_in_with and c.workspace_id = new.workspace_id) then
    raise exception 'A session begun by one workspace''s provider cannot enter another workspace.' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger stays_with_its_provider before insert or update of workspace_id, signed_in_with on sessions
  for each row execute function session_stays_with_its_provider();
