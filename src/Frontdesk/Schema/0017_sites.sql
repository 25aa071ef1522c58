-- Websites that are read page by page, and what is known of each page.

create table sites (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  chatbot_id uuid not null references chatbots on delete cascade,
  url text not null,
  key text not null,
  settings jsonb not null,
  schedule jsonb not null,
  status text not null check (status in ('pending', 'crawling', 'completed', 'failed')),
  failure text,
  crawl_id uuid,
  is_prepared boolean not null default false,
  is_partial boolean not null default false,
  robots jsonb not null default '{}',
  started_at timestamptz,
  pages_found int not null default 0,
  pages_processed int not null default 0,
  pages_failed int not null default 0,
  pages_unchanged int not null default 0,
  pages_skipped int not null default 0,
  failures_in_a_row int not null default 0,
  passage_count int not null default 0,
  last_crawl_at timestamptz,
  last_crawl_seconds int not null default 0,
  next_crawl_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (chatbot_id, key)
);

-- The frontier of a crawl and its outcome: what waits and was found in the present crawl is still to be read.
create table site_pages (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  site_id uuid not null references sites on delete cascade,
  source_id uuid references sources on delete set null,
  url text not null,
  key text not null,
  state text not null check (state in ('waiting', 'read', 'unchanged', 'skipped', 'failed')),
  reason text,
  depth int not null,
  position int not null,
  attempts int not null default 0,
  found_in uuid not null,
  found_on uuid,
  entity_tag text,
  last_modified timestamptz,
  content_hash bytea,
  links text[] not null default '{}',
  read_at timestamptz,
  unique (site_id, key)
);
create index on site_pages (source_id) where source_id is not null;

alter table sources drop constraint sources_kind_check,
  add constraint sources_kind_check check (kind in ('document', 'text', 'faq', 'page')),
  add column site_id uuid references sites on delete cascade;
create index on sources (site_id) where site_id is not null;

grant select, insert, update, delete on sites, site_pages to frontdesk_app, frontdesk_engine;
do $$
declare t text;
begin
  foreach t in array array['sites', 'site_pages'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy app on %I for all to frontdesk_app
      using (workspace_id::text = current_setting('app.workspace', true))
      with check (workspace_id::text = current_setting('app.workspace', true))$p$, t);
    execute format($p$create policy engine on %I for all to frontdesk_engine
      using (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))
      with check (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))$p$, t);
  end loop;
end $$;
