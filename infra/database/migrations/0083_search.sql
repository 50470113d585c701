-- Search across everything a business has: one folded line per record, kept by triggers, found by trigrams.

create schema extensions;
create extension pg_trgm schema extensions;
create extension btree_gin schema extensions;
grant usage on schema extensions to crmfex_gate;

create table search_entries (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  kind text not null check (kind in ('client', 'contact', 'invoice', 'product', 'payment')),
  id uuid not null,
  -- The record that this one belongs to, such as the client of a contact.
  parent_id uuid,
  title text not null,
  detail text not null,
  amount_minor bigint,
  currency text,
  -- The title, folded: what begins with the words comes first.
  name text not null collate "C",
  -- Everything that may be typed, folded, a space before each word.
  words text not null collate "C",
  touched_at timestamptz not null default now(),
  primary key (tenant_id, kind, id)
);
create index search_entries_by_name on search_entries (tenant_id, name);
create index search_entries_by_words on search_entries using gin (tenant_id extensions.uuid_ops, words extensions.gin_trgm_ops);

-- The row as it is found. `argv[1]` is a query over the row `r`: parent_id, title, detail, amount_minor, currency, words.
create function app.keep_search_entry() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    delete from search_entries where tenant_id = old.tenant_id and kind = tg_argv[0] and id = old.id;
    return null;
  end if;
  execute format(
    'insert into search_entries (tenant_id, kind, id, parent_id, title, detail, amount_minor, currency, name, words)
     select r.tenant_id, %L, r.id, e.parent_id, e.title, e.detail, e.amount_minor, e.currency,
       app.fold(e.title collate "pg_c_utf8"), '' '' || app.fold(e.words collate "pg_c_utf8")
     from (select ($1).*) r cross join lateral (%s) e
     on conflict (tenant_id, kind, id) do update set parent_id = excluded.parent_id, title = excluded.title,
       detail = excluded.detail, amount_minor = excluded.amount_minor, currency = excluded.currency, name = excluded.name,
       words = excluded.words, touched_at = now()', tg_argv[0], tg_argv[1]) using new;
  return null;
end $$;
revoke all on function app.keep_search_entry from public;

-- `call app.index_search('clients', 'client', 'name, city', $q$select … $q$)`: rows there are, and each row from now on.
create procedure app.index_search(table_name text, kind text, columns text, expression text) language plpgsql as $$
begin
  -- Forced row security would hide every row from the owner, who alone fills the index.
  execute format('alter table public.%I no force row level security', table_name);
  execute format('alter table public.clients no force row level security');
  execute format('alter table public.search_entries no force row level security');
  execute format(
    'insert into public.search_entries (tenant_id, kind, id, parent_id, title, detail, amount_minor, currency, name, words)
     select r.tenant_id, %L, r.id, e.parent_id, e.title, e.detail, e.amount_minor, e.currency,
       app.fold(e.title collate "pg_c_utf8"), '' '' || app.fold(e.words collate "pg_c_utf8")
     from public.%I r cross join lateral (%s) e', kind, table_name, expression);
  execute format('alter table public.%I force row level security', table_name);
  execute format('alter table public.clients force row level security');
  execute format('alter table public.search_entries force row level security');
  execute format('create trigger keep_search_entry after insert or delete or update of %s on public.%I
    for each row execute function app.keep_search_entry(%L, %L)', columns, table_name, kind, expression);
end $$;
revoke all on procedure app.index_search from public;

-- An amount as people type it: 1234.50, 1234,50, 1.234,50 and 1,234.50.
create function app.amount_words(minor bigint) returns text language sql immutable parallel safe strict as $$
  select concat_ws(' ', plain, translate(plain, '.', ','), grouped, translate(grouped, ',.', '.,'))
  from (select to_char(minor / 100.0, 'FM999999999990.00') as plain, to_char(minor / 100.0, 'FM999,999,999,990.00') as grouped) a
$$;
revoke all on function app.amount_words from public;
grant execute on function app.amount_words to app_staff, app_system;

call app.guard('search_entries');
create policy staff on search_entries to app_staff using (true) with check (true);
create policy system on search_entries to app_system using (true) with check (true);
create policy gate on search_entries for select to crmfex_gate using (true);
grant select, delete on search_entries to app_staff, app_system;
grant insert (tenant_id, kind, id, parent_id, title, detail, amount_minor, currency, name, words),
  update (parent_id, title, detail, amount_minor, currency, name, words, touched_at) on search_entries to app_staff, app_system;
grant select (tenant_id, kind, id, name, words, touched_at) on search_entries to crmfex_gate;

call app.index_search('clients', 'client', 'name, contact_name, email, phone, tax_number, city', $q$
  select null::uuid as parent_id, r.name::text as title, concat_ws(' · ', r.contact_name, r.city) as detail, null::bigint as amount_minor,
    null::text as currency, concat_ws(' ', r.name, r.contact_name, r.email, r.phone, r.tax_number, r.city) as words $q$);

call app.index_search('invoices', 'invoice', 'state, number, buyer_name, client_id, total_minor, currency', $q$
  select r.client_id as parent_id, coalesce(r.number, '') as title, coalesce(r.buyer_name, c.name) as detail,
    r.total_minor as amount_minor, r.currency,
    concat_ws(' ', r.number, coalesce(r.buyer_name, c.name), app.amount_words(r.total_minor)) as words
  from public.clients c where c.tenant_id = r.tenant_id and c.id = r.client_id $q$);

call app.index_search('payments', 'payment', 'is_voided', $q$
  select r.client_id as parent_id, c.name::text as title, concat_ws(' · ', r.reference, r.note) as detail,
    r.amount_minor, r.currency, concat_ws(' ', r.reference, r.note, c.name, app.amount_words(r.amount_minor)) as words
  from public.clients c where c.tenant_id = r.tenant_id and c.id = r.client_id $q$);

-- Drafts and payments are found by the name that their client has now; issued invoices keep the name they were issued with.
create function app.keep_search_names() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  update search_entries e set
    detail = case e.kind when 'invoice' then new.name else e.detail end,
    title = case e.kind when 'payment' then new.name else e.title end,
    name = case e.kind when 'payment' then app.fold(new.name collate "pg_c_utf8") else e.name end,
    words = e.words || ' ' || app.fold(new.name collate "pg_c_utf8")
  where e.tenant_id = new.tenant_id and e.parent_id = new.id and (e.kind = 'payment' or (e.kind = 'invoice' and e.title = ''));
  return null;
end $$;
revoke all on function app.keep_search_names from public;
create index search_entries_by_parent on search_entries (tenant_id, parent_id);
create trigger keep_search_names after update of name on clients
  for each row when (old.name is distinct from new.name) execute function app.keep_search_names();

-- Trigram operators are not leakproof, so under row security no index would answer them: this looks on the reader's behalf, within
-- the reader's own business, and answers with ids only, which row security then lets through or not.
create function gate.search_matches(typed text, most integer)
returns table (kind text, id uuid, score real)
language plpgsql stable security definer
set search_path = pg_catalog, public, pg_temp set pg_trgm.word_similarity_threshold = '0.45' as $$
declare
  tenant constant uuid := app.tenant_id();
  folded constant text := btrim(regexp_replace(app.fold(coalesce(typed, '')), '\s+', ' ', 'g'));
  parts constant text[] := (string_to_array(folded, ' '))[1:6];
  safe constant text := regexp_replace(folded, '([\\%_])', '\\\1', 'g');
  -- Words of one or two letters hold no trigram of their own: they are looked for where words begin.
  patterns constant text[] := array(
    select case when length(part) < 3 then '% ' else '%' end || regexp_replace(part, '([\\%_])', '\\\1', 'g') || '%'
    from unnest(parts) part);
  likes text;
  similar_words text;
  found_count integer;
begin
  if tenant is null or folded = '' then return; end if;
  select string_agg(format('e.words like ($3)[%s]', n), ' and ') into likes from generate_series(1, cardinality(parts)) n;
  return query execute format(
    'with begins as (
       select e.kind, e.id, (case when e.name = $4 then 5 else 4 end)::real as score, e.touched_at from public.search_entries e
       where e.tenant_id = $1 and e.name like $5 order by e.name limit $2),
     holds as (
       select e.kind, e.id, (case when e.words like ''%% '' || $5 then 3 else 2 end)::real as score, e.touched_at
       from public.search_entries e where e.tenant_id = $1 and %s limit 400)
     select m.kind, m.id, max(m.score) from (select * from begins union all select * from holds) m
     group by m.kind, m.id order by max(m.score) desc, max(m.touched_at) desc limit $2', likes)
    using tenant, most, patterns, folded, safe || '%';
  get diagnostics found_count = row_count;
  -- Numbers are copied, not remembered: a similar number is another one, and all numbers of a business are similar.
  if found_count >= least(most, 5) or not exists (select from unnest(parts) part where part ~ '^[^0-9]{4,}$') then return; end if;
  select string_agg(format(case when part ~ '^[^0-9]{4,}$' then 'e.words operator(extensions.%%>) ($3)[%s]' else 'e.words like ($5)[%s]' end, n), ' and ')
    into similar_words from unnest(parts) with ordinality as p(part, n);
  return query execute format(
    'select e.kind, e.id, extensions.word_similarity($4, e.words)
     from public.search_entries e where e.tenant_id = $1 and %s and not (%s)
     order by 3 desc, e.touched_at desc limit $2', similar_words, replace(likes, '($3)', '($5)'))
    using tenant, most, parts, folded, patterns;
end $$;
revoke all on function gate.search_matches from public;
grant usage on schema gate to app_staff;
grant execute on function gate.search_matches to app_staff;
alter function gate.search_matches owner to crmfex_gate;
