-- Teams: one open invitation an address, conversations found by who handles them, an audit log that forgets in time and
-- in which an erased person leaves no name.

create unique index invitations_one_open on invitations (workspace_id, upper(email)) where accepted_at is null and revoked_at is null;
create index on conversations (assigned_member_id) where assigned_member_id is not null;
create index on audit_log (actor_id);
create index on audit_log (resource_id) where resource_id is not null;

-- What each workspace keeps no longer, and what belongs to none after a year.
create function audit_forget_all() returns bigint
language plpgsql security definer set search_path = public as $$
declare
  forgotten bigint;
  homeless bigint;
begin
  select coalesce(sum(audit_forget_old(id)), 0) into forgotten from workspaces;
  delete from audit_log where workspace_id is null and at < now() - interval '365 days';
  get diagnostics homeless = row_count;
  return forgotten + homeless;
end $$;

-- The same fields with a pseudonym for what tells of a person: by the field's name, or because their name or address is in it.
create function audit_without(fields jsonb, person text[], pseudonym text) returns jsonb
language plpgsql immutable as $$
begin
  case jsonb_typeof(fields)
    when 'object' then
      return (select coalesce(jsonb_object_agg(key, case
          when jsonb_typeof(value) = 'string' and key ~ '(name|email|address|phone|title|avatar)$' then to_jsonb(pseudonym)
          else audit_without(value, person, pseudonym) end), '{}') from jsonb_each(fields));
    when 'array' then
      return (select coalesce(jsonb_agg(audit_without(value, person, pseudonym) order by place), '[]')
        from jsonb_array_elements(fields) with ordinality as elements (value, place));
    when 'string' then
      return case when exists (select from unnest(person) as word where word <> '' and position(lower(word) in lower(fields #>> '{}')) > 0)
        then to_jsonb(pseudonym) else fields end;
    else
      return fields;
  end case;
end $$;

-- To be called before the user's row goes: it tells which name and address to look for in lines about invitations.
create or replace function audit_pseudonymize(person uuid, pseudonym text) returns bigint
language plpgsql security definer set search_path = public as $$
declare
  words text[];
  changed bigint;
begin
  select array[u.email, u.name] into words from users u where u.id = person;
  update audit_log set
    actor_name = case when actor_id = person then pseudonym else actor_name end,
    ip = case when actor_id = person then null else ip end,
    user_agent = case when actor_id = person then null else user_agent end,
    resource_name = case when resource_id = person or resource_name = any (words) or lower(resource_name) = lower(words[1]) then pseudonym else resource_name end,
    before = case when resource_id = person or lower(resource_name) = lower(words[1]) then audit_without(before, coalesce(words, '{}'), pseudonym) else before end,
    after = case when resource_id = person or lower(resource_name) = lower(words[1]) then audit_without(after, coalesce(words, '{}'), pseudonym) else after end
  where actor_id = person or resource_id = person
    or resource_type in ('invitation', 'member', 'user') and lower(resource_name) = lower(words[1]);
  get diagnostics changed = row_count;
  return changed;
end $$;

revoke all on function audit_forget_all, audit_without from public;
grant execute on function audit_forget_all to frontdesk_engine;
