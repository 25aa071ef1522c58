-- Who signs in, what belongs to whom, conversations, knowledge, jobs.
-- Every tenant table carries workspace_id; row-level security at the end is the second wall behind the named filters.
-- No index on messages starts with workspace_id: the planner would AND it with the whole workspace (see docs/decisions/0003).

create table workspaces (
  id uuid primary key,
  name text not null,
  website_url text,
  industry text,
  created_at timestamptz not null default now()
);

create table users (
  id uuid primary key,
  email text not null,
  normalized_email text not null unique,
  name text not null,
  title text,
  password_hash text not null,
  failed_sign_ins int not null default 0,
  locked_until timestamptz,
  created_at timestamptz not null default now(),
  last_sign_in_at timestamptz
);

create table members (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('owner', 'admin', 'agent', 'viewer')),
  status text not null default 'active' check (status in ('active', 'inactive', 'suspended')),
  created_at timestamptz not null default now(),
  unique (workspace_id, user_id)
);
create index on members (user_id);

-- One row behind a cookie, its access tokens, its refresh tokens and its sockets.
create table sessions (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  workspace_id uuid not null references workspaces on delete cascade,
  refresh_hash bytea,
  used_refresh_hashes bytea[] not null default '{}',
  ip text,
  user_agent text,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  ended_because text
);
create index on sessions (user_id) where ended_at is null;
create unique index on sessions (refresh_hash) where refresh_hash is not null;
create index on sessions using gin (used_refresh_hashes);

create table chatbots (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  public_key text not null unique,
  name text not null,
  status text not null default 'active' check (status in ('active', 'inactive', 'archived')),
  version int not null default 1,
  settings jsonb not null,
  provider_key_encrypted text,
  provider_key_hint text,
  provider_error text,
  provider_error_at timestamptz,
  seen_on text,
  seen_at timestamptz,
  knowledge_version bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on chatbots (workspace_id);

create table customers (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  name text,
  email text,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
create index on customers (workspace_id, last_seen_at desc);

create table visitors (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  chatbot_id uuid not null references chatbots on delete cascade,
  customer_id uuid not null references customers on delete cascade,
  fingerprint text not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
create index on visitors (chatbot_id, fingerprint);

-- What a visitor's token opens. The token itself is stored hashed.
create table visitor_sessions (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  chatbot_id uuid not null references chatbots on delete cascade,
  visitor_id uuid not null references visitors on delete cascade,
  token_hash bytea not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now()
);
create unique index on visitor_sessions (token_hash);

create table conversations (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  chatbot_id uuid not null references chatbots on delete cascade,
  customer_id uuid not null references customers on delete cascade,
  visitor_session_id uuid not null references visitor_sessions on delete cascade,
  opening_client_message_id uuid not null,
  status text not null default 'active'
    check (status in ('active', 'waiting', 'escalated', 'agent_handling', 'resolved', 'abandoned', 'archived')),
  last_seq bigint not null default 0,
  change bigint not null default 0,
  turn bigint not null default 0,
  assigned_member_id uuid references members on delete set null,
  last_message text not null default '',
  last_sender text,
  last_message_at timestamptz not null default now(),
  waiting_since timestamptz,
  read_by_agent_seq bigint not null default 0,
  read_by_visitor_seq bigint not null default 0,
  failed_answers int not null default 0,
  context jsonb not null default '{}',
  rating int check (rating between 1 and 5),
  rating_comment text,
  resolved_at timestamptz,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  unique (chatbot_id, opening_client_message_id)
);
create index on conversations (workspace_id, last_message_at desc);
create index on conversations (visitor_session_id, created_at desc);
create index on conversations (customer_id);
create index on conversations (changed_at);

create table messages (
  id uuid primary key,
  workspace_id uuid not null,
  conversation_id uuid not null references conversations on delete cascade,
  seq bigint not null,
  change bigint not null default 0,
  client_message_id uuid not null,
  sender_type text not null check (sender_type in ('customer', 'bot', 'agent', 'system')),
  sender_id uuid,
  sender_name text not null,
  content text not null,
  answer jsonb,
  created_at timestamptz not null default now(),
  edited_at timestamptz,
  deleted_at timestamptz,
  unique (conversation_id, seq),
  unique (conversation_id, client_message_id)
);

create table conversation_events (
  id uuid primary key,
  workspace_id uuid not null,
  conversation_id uuid not null references conversations on delete cascade,
  change bigint not null,
  kind text not null,
  at timestamptz not null,
  after_seq bigint not null,
  by_type text not null check (by_type in ('customer', 'agent', 'system')),
  by_id uuid,
  by_name text,
  data jsonb not null default '{}',
  unique (conversation_id, change)
);

-- A document, a written text or a FAQ.
create table sources (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  chatbot_id uuid not null references chatbots on delete cascade,
  kind text not null check (kind in ('document', 'text', 'faq')),
  title text not null,
  status text not null check (status in ('pending', 'processing', 'completed', 'failed', 'active', 'inactive', 'draft')),
  failure text,
  body text not null default '',
  url text,
  file_name text,
  media_type text,
  size_bytes bigint not null default 0,
  file_id text,
  pages int,
  passage_count int not null default 0,
  alternative_questions text[] not null default '{}',
  category text,
  tags text[] not null default '{}',
  priority text not null default 'medium' check (priority in ('high', 'medium', 'low')),
  used_count bigint not null default 0,
  last_used_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index on sources (chatbot_id, kind, created_at desc);

create table passages (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  chatbot_id uuid not null references chatbots on delete cascade,
  source_id uuid not null references sources on delete cascade,
  ordinal int not null,
  heading text not null,
  page int,
  content text not null,
  tokens int not null
);
create index on passages (chatbot_id);
create index on passages (source_id, ordinal);

-- Work that must happen. A lease, not a lock, is held through the work; a key allows one waiting job of its kind.
create table jobs (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid,
  kind text not null,
  key text,
  payload jsonb not null,
  run_at timestamptz not null default now(),
  attempts int not null default 0,
  leased_until timestamptz,
  dead_at timestamptz,
  last_error text,
  created_at timestamptz not null default now()
);
create unique index jobs_one_waiting on jobs (key) where leased_until is null and dead_at is null;
create index jobs_due on jobs (run_at) where dead_at is null;
create index jobs_leased_keys on jobs (key) where leased_until is not null;
