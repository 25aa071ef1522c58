-- Edited and deleted messages are few: those who catch up find them here, and an unchanged one costs nothing.
create index messages_changed on messages (conversation_id, change) where change > 0;

-- How far the visitor's screen has received the agents' words, written at most once a second (Live/Deliveries.cs),
-- and whether they would recommend the company, 0 to 10.
alter table conversations
  add column delivered_to_visitor_seq bigint not null default 0,
  add column nps int check (nps between 0 and 10);
