-- Neither an import nor an erasure tells open screens of each row, whatever table a migration adds.
create or replace function app.tell_change() returns trigger language plpgsql as $$
declare
  subject jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
  if current_user in ('app_import', 'crmfex_maintenance') then return null; end if;
  -- Below a cascade: from PostgreSQL 18 on its triggers run as the table's owner, before that one level deeper.
  if tg_op <> 'INSERT' and current_user = (select pg_get_userbyid(relowner) from pg_class where oid = tg_relid) then return null; end if;
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return null; end if;
  insert into public.changes (tenant_id, kind, subject_id)
  values ((subject ->> tg_argv[2])::uuid, tg_argv[0], (subject ->> tg_argv[1])::uuid)
  on conflict do nothing;
  return null;
end
$$;
