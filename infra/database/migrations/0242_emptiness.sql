-- Emptiness looks at tables of businesses alone: a table without a tenant, such as one of the session's own, is passed over.
create or replace function app.first_filled_table() returns text
language plpgsql stable set search_path = pg_catalog, public, pg_temp as $$
declare
  found record;
  is_filled boolean;
begin
  for found in
    select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_table_privilege('app_import', c.oid, 'INSERT')
      and has_column_privilege(c.oid, a.attnum, 'SELECT') and c.relname not in ('number_series', 'search_entries')
    order by c.relname not in ('clients', 'invoices', 'products', 'payments', 'files'), c.relname
  loop
    execute format('select exists (select from public.%I where tenant_id = app.tenant_id())', found.relname) into is_filled;
    if is_filled then return found.relname; end if;
  end loop;
  return null;
end
$$;
