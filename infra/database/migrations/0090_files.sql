-- Files that people attach to clients and invoices, and the pictures of people: asked for, uploaded, examined, ready or refused.
create table files (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  id uuid not null,
  purpose text not null constraint "a file is an attachment or a picture" check (purpose in ('attachment', 'picture')),
  client_id uuid,
  invoice_id uuid,
  name text not null constraint "a file has a name of at most 200 letters" check (length(name) between 1 and 200),
  content_type text not null check (length(content_type) <= 100),
  size_bytes bigint not null constraint "a file has at most 25 MB" check (size_bytes between 1 and 26214400),
  state text not null default 'uploading'
    constraint "a file is being uploaded, ready or refused" check (state in ('uploading', 'ready', 'refused')),
  -- The key of the sentence that says why.
  refusal text check (length(refusal) <= 60),
  sha256 bytea check (length(sha256) = 32),
  created_by uuid default app.user_id(),
  created_at timestamptz not null default now(),
  ready_at timestamptz,
  -- Deleted by a person: kept a while so that it can be brought back.
  deleted_at timestamptz,
  primary key (tenant_id, id),
  -- A file whose record is gone belongs to nobody, and the timer clears it away with its bytes.
  foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete set null (client_id),
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id) on delete set null (invoice_id),
  constraint "a file belongs to one record at most" check (num_nonnulls(client_id, invoice_id) <= case purpose when 'attachment' then 1 else 0 end),
  constraint "a refused file says why" check ((state = 'refused') = (refusal is not null)),
  constraint "a ready file was examined" check (state <> 'ready' or (sha256 is not null and ready_at is not null))
);
create index files_of_client on files (tenant_id, client_id, created_at desc) where client_id is not null;
create index files_of_invoice on files (tenant_id, invoice_id, created_at desc) where invoice_id is not null;
create index files_unfinished on files (tenant_id, created_at) where state <> 'ready' or deleted_at is not null or num_nonnulls(client_id, invoice_id) = 0;
call app.guard('files');
call app.tell_changes('files', 'file');
create policy staff on files to app_staff using (purpose = 'attachment' or created_by = (select app.user_id()));
create policy system on files to app_system using (true);
create policy gate on files for select to crmfex_gate using (true);
grant select, insert (id, purpose, client_id, invoice_id, name, content_type, size_bytes, created_at), update (deleted_at) on files to app_staff;
grant select, update (state, refusal, size_bytes, content_type, sha256, ready_at), delete on files to app_system;
grant select (tenant_id, id, purpose, client_id, invoice_id, state, created_at, deleted_at) on files to crmfex_gate;

-- The picture of a person: the id of the file it was made from, so that each upload has an address of its own.
alter table users add column picture_id uuid;
grant select (picture_id), update (picture_id) on users to app_staff, app_system;
grant select (picture_id) on users to app_identity;
create policy system_picture on users for update to app_system using (exists (select from members m where m.user_id = users.id));
grant update (updated_at) on users to app_system;

-- Tenants with files that somebody must look after: arrived unnoticed, never arrived, refused, deleted long ago, or without a record.
create function gate.tenants_with_unfinished_files() returns table (tenant_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select distinct f.tenant_id from public.files f
  where (f.state = 'uploading' and f.created_at < now() - interval '3 minutes')
    or (f.state = 'refused' and f.created_at < now() - interval '7 days')
    or f.deleted_at < now() - interval '30 days'
    or (f.purpose = 'attachment' and num_nonnulls(f.client_id, f.invoice_id) = 0)
    or (f.purpose = 'picture' and f.state = 'ready' and f.created_at < now() - interval '1 day')
$$;
revoke all on function gate.tenants_with_unfinished_files from public;
grant execute on function gate.tenants_with_unfinished_files to crmfex_jobs;
-- Last: whoever gives a function away can no longer say who may run it.
alter function gate.tenants_with_unfinished_files owner to crmfex_gate;
