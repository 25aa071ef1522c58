-- Edited and deleted messages are few: those who catch up find them here, and an unchanged one costs nothing.
create index messages_changed on messages (conversation_id, change) where change > 0;
