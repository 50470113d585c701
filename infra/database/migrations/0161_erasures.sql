-- The end of a business: what is erased is written down without a word of whom, and no trigger stands in the way.
create table erasures (
  id uuid primary key,
  kind text not null check (kind in ('tenant', 'user')),
  -- SHA-256 of the id: says whether somebody was erased to whoever knows the id, and nothing to anybody else.
  subject_hash bytea not null constraint erased_subject_is_hashed check (length(subject_hash) = 32),
  started_at timestamptz not null,
  finished_at timestamptz,
  -- Rows and blobs by category, never a name.
  counts jsonb not null default '{}' check (length(counts::text) <= 8000),
  constraint erasure_ends_after_it_began check (finished_at >= started_at)
);
alter table erasures enable row level security;
alter table erasures force row level security;
create policy maintenance on erasures to crmfex_maintenance using (true) with check (true);
grant select, insert, delete, update (finished_at, counts) on erasures to crmfex_maintenance;

-- Consents only grow while the person is there.
create policy maintenance_erases on consents for delete to crmfex_maintenance using (true);
grant delete on consents to crmfex_maintenance;

-- Triggers guard what the app does to a living business. Erasure, which the maintenance login alone may do, takes all of it.
do $$
declare
  found record;
begin
  for found in
    select t.tgname, t.tgrelid::regclass as relation, pg_get_triggerdef(t.oid) as definition
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and t.tgtype & 8 <> 0 and c.relnamespace = 'public'::regnamespace
  loop
    execute format('drop trigger %I on %s', found.tgname, found.relation);
    execute case when found.definition ~ ' WHEN \('
      then regexp_replace(found.definition, ' WHEN \(', ' WHEN (current_user <> ''crmfex_maintenance'' and ')
      else replace(found.definition, ' EXECUTE FUNCTION ', ' WHEN (current_user <> ''crmfex_maintenance'') EXECUTE FUNCTION ') end;
  end loop;
end
$$;
