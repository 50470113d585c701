-- A generated column is not yet there when a move is looked at, whichever table has one.
create or replace function app.check_client_move() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  movable constant text[] := array['client_id', 'is_primary', 'is_default', 'version', 'updated_at'] || array(
    select a.attname::text from pg_attribute a where a.attrelid = tg_relid and a.attgenerated <> '');
begin
  if not exists (
    select from client_merges m where m.tenant_id = new.tenant_id and m.acting = pg_current_xact_id() and case
      when m.undone_at is null then (old.client_id, new.client_id) = (m.merged_id, m.survivor_id)
      else (old.client_id, new.client_id) = (m.survivor_id, m.merged_id) end
  ) or to_jsonb(new) - movable is distinct from to_jsonb(old) - movable then
    raise exception 'a record changes its client only by a merge' using errcode = 'check_violation',
      constraint = 'a record changes its client only by a merge', table = tg_table_name;
  end if;
  return new;
end $$;
