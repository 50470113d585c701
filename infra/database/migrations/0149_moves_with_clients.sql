-- Tables that came to name a client after merging was there: their rows move, too.
do $$
declare
  found text;
begin
  for found in
    select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
    where a.attname = 'client_id' and not a.attisdropped and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'check_moved')
    order by 1
  loop
    call app.moves_with_client(found);
  end loop;
end $$;
