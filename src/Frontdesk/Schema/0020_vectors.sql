-- Embeddings: the model by which a chatbot's knowledge is embedded, and the vectors it made.

-- A chatbot has one, or none; two while the newer one is not through with all of the knowledge and the older one still answers.
create table embedding_models (
  id uuid primary key,
  workspace_id uuid not null references workspaces on delete cascade,
  chatbot_id uuid not null references chatbots on delete cascade,
  base_url text not null,
  model text not null,
  asked_dimensions int check (asked_dimensions between 1 and 4096),
  dimensions int check (dimensions between 1 and 4096),
  key_encrypted text,
  key_hint text,
  error text,
  error_at timestamptz,
  failures int not null default 0,
  created_at timestamptz not null default now(),
  completed_at timestamptz
);
create index on embedding_models (chatbot_id);

-- By what was embedded, not by where it stands: a text that is read again, or moved, keeps its vector.
create table passage_vectors (
  source_id uuid not null references sources on delete cascade,
  model_id uuid not null references embedding_models on delete cascade,
  text_hash bytea not null,
  workspace_id uuid not null references workspaces on delete cascade,
  vector bytea not null,
  primary key (source_id, model_id, text_hash)
);
create index on passage_vectors (model_id);
alter table passage_vectors alter column vector set storage external; -- noise, which no compression makes smaller

do $$
declare t text;
begin
  foreach t in array array['embedding_models', 'passage_vectors'] loop
    execute format('grant select, insert, update, delete on %I to frontdesk_app, frontdesk_engine', t);
    execute format('alter table %I enable row level security', t);
    execute format($p$create policy app on %I for all to frontdesk_app
      using (workspace_id::text = current_setting('app.workspace', true))
      with check (workspace_id::text = current_setting('app.workspace', true))$p$, t);
    execute format($p$create policy engine on %I for all to frontdesk_engine
      using (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))
      with check (workspace_id::text = any (string_to_array(current_setting('app.workspaces', true), ',')))$p$, t);
  end loop;
end $$;

-- A source's stamp counts its changes, whoever makes them and by whichever statement: a node reloads those whose stamp is
-- another than the one it has. That it was used in an answer is no change.
alter table sources
  add column stamp bigint not null default 0,
  add column embeddings_generated int not null default 0,
  add column embedded_by uuid,
  add column embedded_stamp bigint;

create function source_has_changed() returns trigger language plpgsql as
$$ begin new.stamp := old.stamp + 1; return new; end $$;

create trigger stamp_on_update before update on sources for each row
  when ((old.updated_at, old.title, old.body, old.status, old.category, old.alternative_questions, old.passage_count)
    is distinct from (new.updated_at, new.title, new.body, new.status, new.category, new.alternative_questions, new.passage_count))
  execute function source_has_changed();
