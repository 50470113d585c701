-- The archive of issued documents: kept by law for ten years after their year, under a case that names nobody.
create table retention_cases (
  id uuid primary key,
  -- Years of issue and the instant at which the document is removed: 1 January eleven years on, in Istanbul.
  issue_year integer not null,
  keep_until timestamptz not null,
  archived_at timestamptz not null,
  document_hash bytea not null constraint archived_document_is_hashed check (length(document_hash) = 32),
  document_bytes bigint not null check (document_bytes > 0),
  -- Null when a business was erased before the print of a document could be drawn.
  pdf_hash bytea constraint archived_print_is_hashed check (length(pdf_hash) = 32),
  pdf_bytes bigint check (pdf_bytes > 0),
  constraint a_print_has_hash_and_size check ((pdf_hash is null) = (pdf_bytes is null)),
  constraint the_law_says_until_when check (keep_until = make_timestamptz(issue_year + 11, 1, 1, 0, 0, 0, 'Europe/Istanbul'))
);
create index retention_cases_end on retention_cases (keep_until);

-- Of the house: no tenant, and nobody but the maintenance login.
alter table retention_cases enable row level security;
alter table retention_cases force row level security;
create policy maintenance on retention_cases to crmfex_maintenance using (true) with check (true);
grant select, insert, delete on retention_cases to crmfex_maintenance;

-- Binds the maintenance login and the owner too.
create function app.keep_case() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' and old.keep_until <= now() then return old; end if;
  raise exception 'an archived document is kept until its date' using errcode = '23001', constraint = 'a_case_is_kept_until_its_date';
end
$$;
create trigger keep_case before update or delete on retention_cases for each row execute function app.keep_case();
create trigger keep_cases before truncate on retention_cases for each statement execute function app.keep_case();

-- Which document lies in which case. At the erasure of the business these rows go, and with them the only link to anybody.
create table invoice_archives (
  tenant_id uuid not null default app.tenant_id(),
  invoice_id uuid not null,
  -- A cancelled document is archived again as it is printed then.
  state text not null constraint archived_document_was_issued check (state in ('issued', 'cancelled')),
  case_id uuid not null default gen_random_uuid(),
  archived_at timestamptz,
  primary key (tenant_id, invoice_id, state),
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id) on delete cascade
);
create index invoice_archives_waiting on invoice_archives (tenant_id, invoice_id, state) where archived_at is null;
call app.guard('invoice_archives');
create policy staff on invoice_archives for select to app_staff using (true);
create policy system on invoice_archives to app_system using (true);
grant select on invoice_archives to app_staff;
grant select, insert (tenant_id, invoice_id, state) on invoice_archives to app_system;
grant insert, update (archived_at) on invoice_archives to crmfex_maintenance;

-- A print that is ready waits to be archived from that very instant; the case's random id is drawn here, so that trying again
-- writes to the same place.
create function app.archive_waits() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.invoice_archives (tenant_id, invoice_id, state) values (new.tenant_id, new.id, new.state) on conflict do nothing;
  return null;
end
$$;
create trigger archive_waits_new after insert on invoices for each row
  when (new.pdf_state = 'ready' and new.state <> 'draft' and not new.is_historical)
  execute function app.archive_waits();
create trigger archive_waits after update of pdf_state, state on invoices for each row
  when (new.pdf_state = 'ready' and new.state <> 'draft' and not new.is_historical and old.pdf_state <> 'ready')
  execute function app.archive_waits();

insert into invoice_archives (tenant_id, invoice_id, state)
select i.tenant_id, i.id, i.state from invoices i
where i.pdf_state = 'ready' and i.state <> 'draft' and not i.is_historical;

-- The end of what was archived is written down as erasures are.
alter table erasures drop constraint erasures_kind_check, add constraint erasures_kind_check check (kind in ('tenant', 'user', 'archive'));
revoke all on function app.keep_case, app.archive_waits from public;
