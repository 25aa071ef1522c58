-- What a FAQ leads to, who wrote it, and whether it helped.
alter table sources
  add column related_sources uuid[] not null default '{}',
  add column related_urls text[] not null default '{}',
  add column helpful_count bigint not null default 0,
  add column not_helpful_count bigint not null default 0,
  add column created_by uuid references members on delete set null;
create index sources_faqs_by_question on sources (chatbot_id, title) where kind = 'faq';

-- What an owner decides about a chatbot's knowledge as a whole. No row means the usual.
create table knowledge_settings (
  chatbot_id uuid primary key references chatbots on delete cascade,
  workspace_id uuid not null references workspaces on delete cascade,
  -- Groups of words that mean the same: [["sofa", "couch"], …]
  synonyms jsonb not null default '[]',
  propose_faqs boolean not null default true
);

-- What a chatbot was asked and how well it could answer; the id is the answer's, so that a second run writes nothing twice.
create table asked_questions (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  chatbot_id uuid not null references chatbots on delete cascade,
  conversation_id uuid not null references conversations on delete cascade,
  message_id uuid not null,
  question text not null,
  confidence double precision not null check (confidence between 0 and 1),
  outcome text not null check (outcome in ('answered', 'unsure', 'no_answer', 'handed_over')),
  asked_at timestamptz not null
);
create index on asked_questions (chatbot_id, asked_at);
create index on asked_questions (conversation_id, asked_at);
create index on asked_questions (asked_at);

-- Gaps that nobody wants to see until they are asked for more often.
create table dismissed_gaps (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  chatbot_id uuid not null references chatbots on delete cascade,
  pattern text not null,
  questions text[] not null,
  until_asked int not null check (until_asked between 1 and 1000),
  dismissed_by uuid references members on delete set null,
  dismissed_at timestamptz not null
);
create index on dismissed_gaps (chatbot_id);

-- Answers of people that could become FAQs. What was rejected stays, so that it is not proposed again.
create table faq_drafts (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  chatbot_id uuid not null references chatbots on delete cascade,
  conversation_id uuid not null references conversations on delete cascade,
  message_id uuid not null,
  question text not null,
  answer text not null,
  status text not null check (status in ('open', 'accepted', 'merged', 'rejected')),
  faq_id uuid references sources on delete set null,
  decided_by uuid references members on delete set null,
  decided_at timestamptz,
  created_at timestamptz not null,
  unique (conversation_id, message_id)
);
create index on faq_drafts (chatbot_id, status, created_at desc);

grant select, insert, update, delete on knowledge_settings, asked_questions, dismissed_gaps, faq_drafts to frontdesk_app, frontdesk_engine;

do $$
declare t text;
begin
  foreach t in array array['knowledge_settings', 'asked_questions', 'dismissed_gaps', 'faq_drafts'] loop
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy app on %I for all to frontdesk_app
      using (workspace_id::text = current_setting('app.workspace', true))
      with check (workspace_id::text = current_setting('app.workspace', true))$p$, t);
    execute format($p$create policy engine on %I for all to frontdesk_engine
      using (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))
      with check (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))$p$, t);
  end loop;
end $$;

-- Every night, over all workspaces.
create function forget_asked_questions(before timestamptz) returns bigint
language sql volatile security definer set search_path = public as
$$ with gone as (delete from asked_questions where asked_at < before returning 1) select count(*) from gone $$;
revoke all on function forget_asked_questions from public;
grant execute on function forget_asked_questions to frontdesk_engine;
