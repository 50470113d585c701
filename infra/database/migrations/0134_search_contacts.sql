-- Contact persons are found by their own name, address and number; the client they belong to is what opens.
call app.index_search('client_contacts', 'contact', 'name, email, phone, client_id', $q$
  select r.client_id as parent_id, r.name::text as title, concat_ws(' · ', c.name, r.email) as detail, null::bigint as amount_minor,
    null::text as currency, concat_ws(' ', r.name, r.email, r.phone, c.name) as words
  from public.clients c where c.tenant_id = r.tenant_id and c.id = r.client_id $q$);

-- A client that is renamed is renamed beside its contacts.
create or replace function app.keep_search_names() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update search_entries e set
    detail = case e.kind when 'invoice' then new.name when 'contact' then replace(e.detail, old.name, new.name) else e.detail end,
    title = case e.kind when 'payment' then new.name else e.title end,
    name = case e.kind when 'payment' then app.fold(new.name collate "pg_c_utf8") else e.name end,
    words = e.words || ' ' || app.fold(new.name collate "pg_c_utf8")
  where e.tenant_id = new.tenant_id and e.parent_id = new.id
    and (e.kind in ('payment', 'contact') or (e.kind = 'invoice' and e.title = ''));
  return null;
end $$;
