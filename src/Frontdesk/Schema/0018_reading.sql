-- What is known of a document besides its text, how far its reading is, and what came of it.
alter table sources
  add column language text,
  add column guessed_language text,
  add column author text,
  add column version text,
  add column added_by uuid references users on delete set null,
  add column note text,
  add column failure_code text,
  add column step text check (step in ('extracting_text', 'cleaning', 'chunking', 'indexing')),
  add column progress int not null default 0 check (progress between 0 and 100),
  add column characters int not null default 0,
  add column tokens int not null default 0,
  add column reading_began_at timestamptz,
  add column reading_seconds double precision;

-- Lists go on where they ended, by the instant and the id.
create index on sources (chatbot_id, created_at desc, id desc) where kind <> 'faq';
