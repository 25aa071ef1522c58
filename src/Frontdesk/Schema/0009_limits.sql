-- Takes places of a sliding window of slots: the running slot and the sixty before it, so that in no span as long as the window
-- more than the limit gets through, wherever the span begins. The row is locked while it is counted, so nodes take turns.
create function rate_take(subject bytea, slot_ms bigint, allowed int, now_ms bigint) returns bigint
language plpgsql set search_path = public as $$
declare
  kept constant int := 61;
  w rate_windows;
  slot bigint := now_ms / slot_ms;
  passed int;
  used int;
  counted bigint := 0;
  later bigint := 0;
begin
  loop
    select * into w from rate_windows where key = subject for update;
    exit when found;
    insert into rate_windows (key, slots, newest, expires_at) values (subject, array_fill(0, array[kept]), slot, to_timestamp(now_ms / 1000.0))
      on conflict do nothing; -- somebody else may have been faster, and a sweep faster still
  end loop;

  slot := greatest(slot, w.newest); -- a node whose clock is behind counts in the newest slot
  passed := least(slot - w.newest, kept);
  w.slots := w.slots[passed + 1 : kept] || array_fill(0, array[passed]);

  foreach used in array w.slots loop
    counted := counted + used;
  end loop;
  if counted < allowed then
    w.slots[kept] := w.slots[kept] + 1;
    update rate_windows set slots = w.slots, newest = slot, expires_at = to_timestamp((slot + kept) * slot_ms / 1000.0) where key = subject;
    return 0;
  end if;

  -- The newest slots that fill the limit by themselves: a place is free when the oldest of them leaves the window.
  for i in reverse kept .. 1 loop
    later := later + w.slots[i];
    if later >= allowed then
      return greatest((slot + i) * slot_ms - now_ms, 1);
    end if;
  end loop;
  return slot_ms;
end $$;

revoke all on function rate_take from public;
grant execute on function rate_take to frontdesk_app, frontdesk_engine;

-- As door_api_key, with the key's own name for the audit log.
create function door_key(key bytea) returns table (
  id uuid, scopes text[], limit_per_hour int, last_used_at timestamptz, user_id uuid, workspace_id uuid, member_id uuid, role text,
  grants text[], chatbot_ids uuid[], name text, email text, title text, workspace_name text, security jsonb, name_of_key text)
language sql stable security definer set search_path = public as
$$ select d.*, k.name from door_api_key(key) d join api_keys k on k.id = d.id $$;

-- When a key was last used, to the minute: a busy key writes its row no oftener.
create function door_key_used(key uuid, at timestamptz) returns void
language sql security definer set search_path = public as
$$ update api_keys k set last_used_at = at
   where k.id = key and (k.last_used_at is null or k.last_used_at <= at - interval '1 minute') $$;

revoke all on function door_key, door_key_used from public;
grant execute on function door_key, door_key_used to frontdesk_app, frontdesk_engine;
