-- Erasure takes series too: what tells colleagues of a change has nobody to tell then, as 0161 has it for the tables before.
do $$
declare
  found record;
begin
  for found in
    select t.tgname, t.tgrelid::regclass as relation, pg_get_triggerdef(t.oid) as definition
    from pg_trigger t
    where not t.tgisinternal and t.tgtype & 8 <> 0 and t.tgrelid = 'public.number_series'::regclass
      and pg_get_triggerdef(t.oid) !~ 'crmfex_maintenance'
  loop
    execute format('drop trigger %I on %s', found.tgname, found.relation);
    execute replace(found.definition, ' EXECUTE FUNCTION ', ' WHEN (current_user <> ''crmfex_maintenance'') EXECUTE FUNCTION ');
  end loop;
end
$$;
