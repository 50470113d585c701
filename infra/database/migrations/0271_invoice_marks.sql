-- How a business sorts its invoices for itself: tags, and fields of its own. Neither is printed, so both change after issue, too.

create table invoice_tags (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  invoice_id uuid not null,
  tag_id uuid not null,
  created_at timestamptz not null default now(),
  constraint "an invoice has a tag once" primary key (tenant_id, invoice_id, tag_id),
  constraint "a tag is on an invoice" foreign key (tenant_id, invoice_id) references invoices (tenant_id, id) on delete cascade,
  constraint "an invoice has a tag that is there" foreign key (tenant_id, tag_id) references tags (tenant_id, id) on delete cascade
);
create index invoice_tags_by_tag on invoice_tags (tenant_id, tag_id, invoice_id);
call app.guard('invoice_tags');
create policy staff on invoice_tags to app_staff using (true) with check (true);
create policy system on invoice_tags for select to app_system using (true);
grant select, delete on invoice_tags to app_staff;
grant insert (invoice_id, tag_id) on invoice_tags to app_staff;
grant select on invoice_tags to app_system;
call app.tell_changes('invoice_tags', 'invoice', 'invoice_id');

alter table custom_fields drop constraint "a custom field is of clients or products",
  add constraint "a custom field is of clients, products or invoices" check (subject in ('client', 'product', 'invoice'));

alter table invoices add column custom_fields jsonb not null default '{}'
  constraint "an invoice's own fields are named values" check (jsonb_typeof(custom_fields) = 'object');
grant update (custom_fields) on invoices to app_staff;
create trigger check_custom_values before insert or update of custom_fields on invoices
  for each row when (new.custom_fields <> '{}') execute function app.check_custom_values('invoice');

create or replace function app.keep_used_field() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from clients c where c.tenant_id = old.tenant_id and c.custom_fields ? old.id::text)
    or exists (select from products p where p.tenant_id = old.tenant_id and p.custom_fields ? old.id::text)
    or exists (select from invoices i where i.tenant_id = old.tenant_id and i.custom_fields ? old.id::text) then
    raise exception 'a custom field with values is archived, not deleted' using errcode = 'foreign_key_violation',
      constraint = 'a custom field with values is archived, not deleted', table = 'custom_fields';
  end if;
  return old;
end $$;

-- As before, and the business's own fields move too.
create or replace function app.keep_invoice_facts() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  -- search and payable_minor are generated from facts, and not yet there when this runs.
  movable constant text[] := array[
    'state', 'cancelled_at', 'cancelled_by', 'cancel_reason', 'pdf_state', 'pdf_key', 'pdf_at', 'version', 'updated_at', 'search',
    'settled_minor', 'payable_minor', 'internal_notes', 'custom_fields'
  ];
begin
  if tg_op = 'DELETE' then
    if old.state <> 'draft' then
      raise exception 'an issued invoice cannot be deleted' using errcode = 'check_violation',
        constraint = 'an issued invoice cannot be deleted', table = 'invoices';
    end if;
    return old;
  end if;
  if new.state <> old.state and (old.state, new.state) not in (('draft', 'issued'), ('issued', 'cancelled')) then
    raise exception 'an invoice goes from % to % only by being issued, then cancelled', old.state, new.state
      using errcode = 'check_violation', constraint = 'an invoice is issued, then cancelled', table = 'invoices';
  end if;
  if old.state = 'draft' then
    if new.state = 'issued' then
      perform app.check_issue(new);
    end if;
    return new;
  end if;
  if to_jsonb(new) - movable is distinct from to_jsonb(old) - movable
    or (old.state = 'cancelled'
      and (new.cancelled_at, new.cancelled_by, new.cancel_reason)
        is distinct from (old.cancelled_at, old.cancelled_by, old.cancel_reason))
  then
    raise exception 'the facts of an issued invoice cannot change' using errcode = 'check_violation',
      constraint = 'the facts of an issued invoice cannot change', table = 'invoices';
  end if;
  return new;
end $$;

-- A deleted draft comes back with its tags and fields.
alter table removed_drafts add column marks jsonb not null default '{}'
  constraint "marks are tags and fields" check (jsonb_typeof(marks) = 'object');
grant insert (marks), update (marks) on removed_drafts to app_staff;

-- The search within the list.
alter table invoices drop column search;
alter table invoices add column search text not null generated always as (
  app.fold((coalesce(number, '') || ' ' || coalesce(buyer_name, '') || ' ' || app.custom_words(custom_fields)) collate "pg_c_utf8")
) stored;

-- And the search across everything.
drop trigger keep_search_entry on invoices;
alter table search_entries no force row level security;
delete from search_entries where kind = 'invoice';
alter table search_entries force row level security;
call app.index_search('invoices', 'invoice',
  'state, number, buyer_name, client_id, total_minor, withheld_minor, stopaj_minor, currency, custom_fields', $q$
  select r.client_id as parent_id, coalesce(r.number, '') as title, coalesce(r.buyer_name, c.name) as detail,
    r.payable_minor as amount_minor, r.currency,
    concat_ws(' ', r.number, coalesce(r.buyer_name, c.name), app.amount_words(r.payable_minor),
      case when r.payable_minor <> r.total_minor then app.amount_words(r.total_minor) end, app.custom_words(r.custom_fields)) as words
  from public.clients c where c.tenant_id = r.tenant_id and c.id = r.client_id $q$);
