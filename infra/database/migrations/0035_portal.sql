-- Links that let a client see one document, and what the portal may read with one.

create table portal_links (
  tenant_id uuid not null default app.tenant_id(),
  id uuid not null,
  invoice_id uuid not null,
  delivery_id uuid,
  token_hash bytea not null check (length(token_hash) = 32),
  created_by uuid default app.user_id(),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  first_opened_at timestamptz,
  opened_count int not null default 0 check (opened_count >= 0),
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id) on delete restrict,
  foreign key (tenant_id, delivery_id) references deliveries (tenant_id, id) on delete restrict,
  constraint "a link expires after it is made" check (expires_at > created_at)
);

create index portal_links_by_delivery on portal_links (tenant_id, delivery_id);
create index portal_links_by_invoice on portal_links (tenant_id, invoice_id, created_at desc, id desc);
-- Whoever follows a link knows its token and not yet whose it is.
create index portal_links_by_token on portal_links (token_hash);

alter table portal_sessions
  alter tenant_id set default app.tenant_id(),
  add constraint "a portal session has a link" foreign key (tenant_id, link_id)
    references portal_links (tenant_id, id) on delete cascade;

call app.guard('portal_links');
create policy staff on portal_links to app_staff using (true) with check (true);
create policy system on portal_links to app_system using (true) with check (true);
create policy portal on portal_links to app_portal using (id = (select app.link_id())) with check (id = (select app.link_id()));
create policy gate on portal_links for select to crmfex_gate using (true);

grant select on portal_links to app_staff, app_system;
grant insert (id, invoice_id, delivery_id, token_hash, created_at, expires_at), update (revoked_at, revoked_by)
  on portal_links to app_staff;
-- A mail that surely did not leave takes its link back: the next try makes another, since only a hash was kept.
grant insert (id, invoice_id, delivery_id, token_hash, created_at, expires_at), delete on portal_links to app_system;
grant select (tenant_id, id, invoice_id, expires_at, first_opened_at, opened_count, revoked_at),
  update (first_opened_at, opened_count) on portal_links to app_portal;
grant select (tenant_id, id, invoice_id, token_hash, expires_at, revoked_at) on portal_links to crmfex_gate;

-- A session begins with its own link's document and ends at once with the link.
create policy portal on portal_sessions for insert to app_portal
  with check (link_id = (select app.link_id()) and document_id = (select app.document_id()));
create policy portal_close on portal_sessions for update to app_portal using (link_id = (select app.link_id()));
create policy portal_own on portal_sessions for select to app_portal using (link_id = (select app.link_id()));
grant insert (id, token_hash, link_id, document_id, created_at, expires_at),
  select (tenant_id, id, token_hash, link_id, revoked_at), update (revoked_at) on portal_sessions to app_portal;
create policy staff on portal_sessions to app_staff using (true) with check (true);
grant select (tenant_id, id, link_id, revoked_at), update (revoked_at) on portal_sessions to app_staff;

-- One document, never a draft, only the columns that its buyer may know.
create policy portal on invoices for select to app_portal
  using (id = (select app.document_id()) and state <> 'draft');
create policy portal on invoice_lines for select to app_portal
  using (invoice_id = (select app.document_id()));
grant select (
  tenant_id, id, state, number, language, currency, issue_date, due_date, prices_include_vat, notes, subtotal_minor,
  discount_total_minor, net_minor, vat_minor, total_minor, vat, seller, buyer, cancelled_at, pdf_state, pdf_key
) on invoices to app_portal;
grant select on invoice_lines to app_portal;

-- The days that an invoice is overdue are counted in the seller's zone.
create policy portal on tenants for select to app_portal using (true);
grant select (id, time_zone) on tenants to app_portal;

create function gate.link_scope(hash bytea) returns table (tenant_id uuid, link_id uuid, invoice_id uuid)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select link.tenant_id, link.id, link.invoice_id from public.portal_links link
  where link.token_hash = hash and link.revoked_at is null and link.expires_at > now()
$$;

-- Steps into the portal by the token of a link. Unknown, expired and revoked look the same.
create function gate.enter_link(hash bytea) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  scope record;
begin
  select * into scope from gate.link_scope(hash);
  if not found then
    raise exception 'no live link' using errcode = '28000';
  end if;
  perform set_config('app.tenant_id', scope.tenant_id::text, true),
    set_config('app.link_id', scope.link_id::text, true),
    set_config('app.document_id', scope.invoice_id::text, true),
    set_config('app.actor_kind', 'portal', true),
    set_config('role', 'app_portal', true);
end $$;

revoke all on function gate.link_scope, gate.enter_link from public;
grant execute on function gate.link_scope, gate.enter_link to crmfex_api;
-- Last: whoever gives a function away can no longer say who may run it.
alter function gate.link_scope owner to crmfex_gate;

call app.tell_changes('clients', 'client');
call app.tell_changes('invoices', 'invoice');
call app.tell_changes('deliveries', 'invoice', 'invoice_id');
call app.tell_changes('portal_links', 'invoice', 'invoice_id');
