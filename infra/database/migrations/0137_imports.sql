-- Tables that people bring along: the file, how its columns are meant, what became of each row, and how a batch is taken back.
create table imports (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  id uuid not null,
  subject text not null
    constraint "a table holds clients, products, invoices or openings" check (subject in ('clients', 'products', 'invoices', 'openings')),
  file_name text not null constraint "a table has a file name of at most 200 letters" check (length(file_name) between 1 and 200),
  size_bytes bigint not null constraint "a table has at most 25 MB" check (size_bytes between 1 and 26214400),
  state text not null default 'uploading' constraint "an import is in one of its states" check (
    state in ('uploading', 'reading', 'refused', 'mapping', 'checking', 'checked', 'running', 'done', 'undoing', 'undone')
  ),
  -- The key of the sentence that says why the file was not taken.
  refusal text check (length(refusal) <= 60),
  -- Of the person who asked: in it jobs write what is wrong with a row.
  language text not null check (language in ('tr', 'en')),
  -- What the file turned out to be: format, encoding, delimiter, sheet.
  source jsonb not null default '{}' check (length(source::text) <= 2000),
  headers jsonb not null default '[]' check (length(headers::text) <= 200000),
  sample jsonb not null default '[]' check (length(sample::text) <= 2000000),
  row_count int not null default 0 check (row_count between 0 and 50000),
  -- One entry per header: the key of our column, or null.
  mapping jsonb not null default '[]' check (length(mapping::text) <= 40000),
  options jsonb not null default '{}' check (length(options::text) <= 2000),
  preview jsonb not null default '[]' check (length(preview::text) <= 2000000),
  -- Rows dealt with by what is under way; a run that was cut off goes on from here.
  processed_count int not null default 0 check (processed_count >= 0),
  created_count int not null default 0 check (created_count >= 0),
  updated_count int not null default 0 check (updated_count >= 0),
  skipped_count int not null default 0 check (skipped_count >= 0),
  failed_count int not null default 0 check (failed_count >= 0),
  undone_count int not null default 0 check (undone_count >= 0),
  kept_count int not null default 0 check (kept_count >= 0),
  created_by uuid default app.user_id(),
  -- Who pressed last, and for whom the job therefore acts.
  acted_by uuid default app.user_id(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (tenant_id, id),
  constraint "a refused table says why" check ((state = 'refused') = (refusal is not null)),
  constraint "a run deals with the rows there are" check (processed_count <= row_count)
);
create index imports_by_age on imports (tenant_id, created_at desc, id);
create index imports_old on imports (created_at);

create table import_rows (
  tenant_id uuid not null default app.tenant_id(),
  import_id uuid not null,
  -- As a spreadsheet counts: the headers stand in row 1.
  row_number int not null check (row_number >= 2),
  -- 0 is what the row says; 1 is the client that was made on the way.
  part int not null default 0 check (part between 0 and 1),
  outcome text not null
    constraint "a row was created, updated, failed, taken back or kept" check (outcome in ('created', 'updated', 'failed', 'undone', 'kept')),
  record_kind text check (record_kind in ('client', 'product', 'invoice', 'payment')),
  record_id uuid,
  -- Of a failed row: which column says what; of a kept one: why it could not be taken back.
  errors jsonb not null default '[]' check (length(errors::text) <= 20000),
  -- Of an updated record: what it was before.
  before jsonb check (length(before::text) <= 40000),
  -- The version that the import left behind: a later one means that somebody worked on the record since.
  version_after int,
  primary key (tenant_id, import_id, row_number, part),
  foreign key (tenant_id, import_id) references imports (tenant_id, id) on delete cascade,
  constraint "a row that made something says what" check ((outcome = 'failed') = (record_id is null))
);
create index import_rows_by_record on import_rows (tenant_id, record_id) where record_id is not null;

-- How the columns of a file were meant the last time somebody brought one with the same headers.
create table import_mappings (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  subject text not null check (subject in ('clients', 'products', 'invoices', 'openings')),
  headers_hash bytea not null check (length(headers_hash) = 32),
  mapping jsonb not null check (length(mapping::text) <= 40000),
  options jsonb not null check (length(options::text) <= 2000),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, subject, headers_hash)
);

call app.guard('imports');
call app.guard('import_rows');
call app.guard('import_mappings');
create policy staff on imports to app_staff using (true) with check (true);
create policy staff on import_rows to app_staff using (true) with check (true);
create policy staff on import_mappings to app_staff using (true) with check (true);
create policy system on imports to app_system using (true) with check (true);
create policy system on import_rows for select to app_system using (true);
create policy gate on imports for select to crmfex_gate using (true);

grant select, delete on imports to app_staff;
grant insert (id, subject, file_name, size_bytes, options, language, created_at, updated_at) on imports to app_staff;
grant update (
  state, refusal, source, headers, sample, row_count, mapping, options, language, preview, processed_count, created_count, updated_count,
  skipped_count, failed_count, undone_count, kept_count, acted_by, updated_at, finished_at
) on imports to app_staff;
grant select, delete on import_rows to app_staff;
grant insert (import_id, row_number, part, outcome, record_kind, record_id, errors, before, version_after), update (outcome, errors, version_after)
  on import_rows to app_staff;
grant select on import_mappings to app_staff;
grant insert (subject, headers_hash, mapping, options, updated_at), update (mapping, options, updated_at) on import_mappings to app_staff;
-- The job that gave up says so, and the timer clears away what is long over.
grant select, update (state, refusal, updated_at, finished_at), delete on imports to app_system;
grant select on import_rows to app_system;
grant select (tenant_id, id, state, acted_by, created_at, updated_at) on imports to crmfex_gate;

call app.tell_changes('imports', 'import');

-- Tenants with imports that somebody must look after: never uploaded, or old enough that their files go.
create function gate.tenants_with_old_imports() returns table (tenant_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct i.tenant_id from public.imports i
  where (i.state in ('uploading', 'reading', 'refused', 'mapping', 'checking', 'checked') and i.updated_at < now() - interval '3 days')
    or i.created_at < now() - interval '90 days'
$$;

revoke all on function gate.tenants_with_old_imports from public;
grant execute on function gate.tenants_with_old_imports to crmfex_jobs;

-- An invoice of before that an import brought is a copy of what lies elsewhere: taking the batch back removes it, so that the mended
-- file can bring the same number. Nothing else of what was issued can ever be deleted.
create function app.is_taken_back(tenant uuid, record uuid) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from import_rows r join imports i on i.tenant_id = r.tenant_id and i.id = r.import_id
    where r.tenant_id = tenant and r.record_id = record and r.outcome = 'created' and r.record_kind = 'invoice' and i.state = 'undoing'
  )
$$;
revoke all on function app.is_taken_back from public;
grant execute on function app.is_taken_back to app_staff, app_system, app_portal, crmfex_maintenance;

drop trigger keep_facts on invoices;
create trigger keep_facts before update on invoices for each row execute function app.keep_invoice_facts();
create trigger keep_issued before delete on invoices for each row
  when (old.state = 'draft' or not (old.is_historical or old.kind = 'opening') or not app.is_taken_back(old.tenant_id, old.id))
  execute function app.keep_invoice_facts();

-- Last: whoever gives a function away can no longer say who may run it.
alter function gate.tenants_with_old_imports owner to crmfex_gate;
