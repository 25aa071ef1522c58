-- The servers that run, and what each of them holds.
-- One row a node, written every two seconds. It carries counts: how many sockets of which workspace, and the few visitors
-- and members who have several. A node that stops removes its row; one that died is not counted after ten seconds.
create table nodes (
  id uuid primary key,
  name text not null,
  started_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  holds jsonb not null default '{}'
);
grant select, insert, update, delete on nodes to frontdesk_engine;

-- Nodes look for what changed in the last ten seconds, by this clock, so this clock has to say when that was: that of a node
-- may be minutes away. The append is the engine's and says now() itself.
create function changed_by_the_clock_here() returns trigger language plpgsql as
$$ begin new.changed_at := clock_timestamp(); return new; end $$;

create trigger changed_at_on_update before update of changed_at on conversations for each row
  when (current_user = 'frontdesk_app') execute function changed_by_the_clock_here();
create trigger changed_at_on_insert before insert on conversations for each row
  when (current_user = 'frontdesk_app') execute function changed_by_the_clock_here();
