-- What happens to a conversation by itself.
select 1;
