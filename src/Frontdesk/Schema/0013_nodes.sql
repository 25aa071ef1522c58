-- The servers that run, and what each of them holds.
select 1;
