-- What the append reads and writes.
select 1;
