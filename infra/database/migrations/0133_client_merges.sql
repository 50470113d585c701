-- Two clients that are one: everything moves to the one that stays, each move is written down, and for thirty days it can be undone.

alter table clients add column merged_into uuid,
  add constraint "a client that took in another stays"
    foreign key (tenant_id, merged_into) references clients (tenant_id, id) on delete restrict,
  add constraint "a merged client is archived" check (merged_into is null or archived_at is not null),
  add constraint "a client is not merged into itself" check (merged_into <> id);
create index clients_merged on clients (tenant_id, merged_into) where merged_into is not null;
grant update (merged_into) on clients to app_staff;

create table client_merges (
  tenant_id uuid not null default app.tenant_id() references tenants on delete restrict,
  id uuid not null,
  survivor_id uuid not null,
  merged_id uuid not null,
  -- What the survivor's fields held before, and what they took from the other one.
  before jsonb not null,
  taken jsonb not null,
  -- Whether, and since when, the other one had been archived.
  merged_archived_at timestamptz,
  merged_by uuid default app.user_id(),
  merged_at timestamptz not null default now(),
  undone_at timestamptz,
  undone_by uuid,
  -- The transaction that merges or undoes: only within it do records change their client.
  acting xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, id),
  constraint "a client is merged with another one" check (survivor_id <> merged_id),
  constraint "a client that took in another is not deleted"
    foreign key (tenant_id, survivor_id) references clients (tenant_id, id) on delete restrict,
  constraint "a merged client is not deleted"
    foreign key (tenant_id, merged_id) references clients (tenant_id, id) on delete restrict
);
create unique index "a client is merged once" on client_merges (tenant_id, merged_id) where undone_at is null;
create index client_merges_of_survivor on client_merges (tenant_id, survivor_id, merged_at);
call app.guard('client_merges');
create policy staff on client_merges for select to app_staff using (true);
create policy acting on client_merges to app_staff using (true) with check (acting = pg_current_xact_id());
grant select on client_merges to app_staff;
grant insert (id, survivor_id, merged_id, before, taken, merged_archived_at, merged_at),
  update (undone_at, undone_by, acting) on client_merges to app_staff;

-- Every record that moved, by its table.
create table client_merge_moves (
  tenant_id uuid not null default app.tenant_id() references tenants on delete restrict,
  merge_id uuid not null,
  kind text not null check (length(kind) <= 60),
  record_id uuid not null,
  -- What else changed on the way, as it was.
  was jsonb,
  primary key (tenant_id, merge_id, kind, record_id),
  constraint "a move belongs to a merge"
    foreign key (tenant_id, merge_id) references client_merges (tenant_id, id) on delete cascade
);
call app.guard('client_merge_moves');
create policy staff on client_merge_moves to app_staff using (true) with check (true);
grant select on client_merge_moves to app_staff;
grant insert (merge_id, kind, record_id, was) on client_merge_moves to app_staff;

create function app.is_merging(client uuid) returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from client_merges m where m.tenant_id = app.tenant_id() and m.acting = pg_current_xact_id_if_assigned()
      and client in (m.survivor_id, m.merged_id))
$$;
revoke all on function app.is_merging from public;
grant execute on function app.is_merging to app_staff;

-- A record goes from one client to another only as the merge says, and nothing else of it changes on the way.
create function app.check_client_move() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  -- search is generated, and not yet there when this runs.
  movable constant text[] := array['client_id', 'is_primary', 'is_default', 'version', 'updated_at', 'search'];
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

-- What is written for a client while it is being merged waits, and then is told so.
create function app.refuse_merged_client() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_user = 'app_staff' then
    perform from clients c where c.tenant_id = new.tenant_id and c.id = new.client_id and c.merged_into is null for key share;
    if found then return new; end if;
  end if;
  if exists (
    select from clients c where c.tenant_id = new.tenant_id and c.id = new.client_id and c.merged_into is not null
  ) then
    raise exception 'a merged client takes nothing new' using errcode = 'foreign_key_violation',
      constraint = 'a merged client takes nothing new', table = tg_table_name;
  end if;
  return new;
end $$;
revoke all on function app.check_client_move, app.refuse_merged_client from public;

-- `call app.moves_with_client('reminders')`: the table's rows move when their client is merged; how, says crm/client-merges/moves.ts.
create procedure app.moves_with_client(table_name text) language plpgsql as $$
begin
  execute format('grant update (client_id) on public.%I to app_staff', table_name);
  execute format('create policy merging on public.%I for update to app_staff
    using (app.is_merging(client_id)) with check (app.is_merging(client_id))', table_name);
  execute format('create trigger refuse_merged before insert or update of client_id on public.%I
    for each row when (new.client_id is not null) execute function app.refuse_merged_client()', table_name);
  -- A draft may be made out to somebody else at any time.
  execute format('create trigger check_moved before update of client_id on public.%I for each row
    when (old.client_id is not null and new.client_id is not null and old.client_id <> new.client_id %s)
    execute function app.check_client_move()', table_name, case table_name when 'invoices' then $q$and old.state <> 'draft'$q$ end);
end $$;
revoke all on procedure app.moves_with_client from public;
do $$
declare
  found text;
begin
  for found in
    select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
    where a.attname = 'client_id' and not a.attisdropped and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
    order by 1
  loop
    call app.moves_with_client(found);
  end loop;
end $$;

-- The facts of an issued invoice stay; whose client it is follows the merge, and `check_moved` sees to the rest.
drop trigger keep_facts on invoices;
create trigger keep_facts before update on invoices for each row
  when (old.client_id = new.client_id or old.state = 'draft') execute function app.keep_invoice_facts();
create trigger keep_facts_deleted before delete on invoices for each row execute function app.keep_invoice_facts();

-- The search follows, too.
drop trigger keep_search_entry on payments;
create trigger keep_search_entry after insert or delete or update of is_voided, client_id on payments
  for each row execute function app.keep_search_entry('payment', $q$
  select r.client_id as parent_id, c.name::text as title, concat_ws(' · ', r.reference, r.note) as detail,
    r.amount_minor, r.currency, concat_ws(' ', r.reference, r.note, c.name, app.amount_words(r.amount_minor)) as words
  from public.clients c where c.tenant_id = r.tenant_id and c.id = r.client_id $q$);
