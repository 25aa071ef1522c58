-- What happens to a conversation by itself, and what is kept for it.

alter table conversations
  add column continues_id uuid references conversations on delete set null,
  add column handled_since timestamptz,
  add column awaits_person boolean not null default false;
create index on conversations (continues_id) where continues_id is not null;
create index on conversations (workspace_id, resolved_at) where resolved_at is not null;
update conversations set handled_since = now() where status = 'agent_handling';

alter table conversation_events drop constraint conversation_events_by_type_check,
  add constraint conversation_events_by_type_check check (by_type in ('customer', 'agent', 'system', 'automation'));

alter table workspaces add column archive_after_days int not null default 90 check (archive_after_days between 1 and 3650);

update chatbots set settings = jsonb_set(settings || '{"InactivityMinutes": 5}', '{Ai,AiAfterSilentAgent}', 'false');

-- A job for later, asked for by the bound workspace. One that waits under the same key comes forward, never back: whoever
-- asks again has a reason to look sooner.
create function door_job_for_later(job uuid, job_kind text, job_key text, job_payload jsonb, at timestamptz) returns void
language sql volatile security definer set search_path = public as
$$ insert into jobs (id, workspace_id, kind, key, payload, run_at)
   select job, nullif(current_setting('app.workspace', true), '')::uuid, job_kind, job_key, job_payload, at
   where nullif(current_setting('app.workspace', true), '') is not null
   on conflict (key) where leased_until is null and dead_at is null
   do update set run_at = least(jobs.run_at, excluded.run_at) where jobs.workspace_id = excluded.workspace_id $$;

-- Workspaces with conversations that were resolved long enough ago to be put away.
create function door_workspaces_to_tidy() returns table (workspace_id uuid)
language sql stable security definer set search_path = public as
$$ select w.id from workspaces w where exists (
     select from conversations c where c.workspace_id = w.id and c.status = 'resolved'
       and c.resolved_at < now() - make_interval(days => w.archive_after_days)) $$;

revoke all on function door_job_for_later, door_workspaces_to_tidy from public;
grant execute on function door_job_for_later to frontdesk_app;
grant execute on function door_workspaces_to_tidy to frontdesk_app, frontdesk_engine;

-- Conversations that were under way before there were timers.
insert into jobs (workspace_id, kind, key, payload)
select workspace_id, 'WatchConversation', 'watch:' || id, jsonb_build_object('workspace_id', workspace_id, 'conversation_id', id)
from conversations where status in ('waiting', 'agent_handling')
on conflict do nothing;
