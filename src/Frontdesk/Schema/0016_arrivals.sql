-- Whom tokens belong to, and which conversation each of them was in last: for many who arrive at once.
create function door_visitors(hashes bytea[])
returns table (n bigint, id uuid, workspace_id uuid, chatbot_id uuid, visitor_id uuid, conversation_id uuid)
language sql volatile security definer set search_path = public as
$$ select h.n, s.id, s.workspace_id, s.chatbot_id, s.visitor_id,
     (select c.id from conversations c where c.visitor_session_id = s.id order by c.created_at desc limit 1)
   from unnest(hashes) with ordinality as h(hash, n) cross join lateral door_visitor_session(h.hash) s $$;
revoke all on function door_visitors from public;
grant execute on function door_visitors to frontdesk_app;
