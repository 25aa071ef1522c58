-- A wish for an account, until the mail to its address is answered. Nobody owns the address before, so several may wait
-- for one: each has its own password, and the reader of the mail decides which counts.
create table registrations (
  id uuid primary key,
  email text not null,
  normalized_email text not null,
  password_hash text not null,
  browser_hash bytea not null,
  token_hash bytea unique,
  name text,
  company_name text not null,
  website_url text,
  industry text,
  primary_color text,
  secondary_color text,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index on registrations (normalized_email, created_at desc);
create index on registrations (expires_at);

grant select, insert, update, delete on registrations to frontdesk_app;
