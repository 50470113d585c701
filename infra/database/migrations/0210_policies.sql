-- Which version of our own texts was published when, and from when it holds.
-- Facts that are only added; a change that matters is told fourteen days ahead, and the database itself refuses less.
create table policy_publications (
  policy text not null check (policy in ('privacy', 'terms')),
  version text not null check (length(version) between 1 and 40),
  is_material boolean not null,
  sha256_tr bytea not null check (length(sha256_tr) = 32),
  sha256_en bytea not null check (length(sha256_en) = 32),
  published_at timestamptz not null,
  effective_at timestamptz not null,
  published_by text not null check (length(published_by) between 1 and 200),
  primary key (policy, version),
  constraint material_change_is_told_fourteen_days_ahead check (not is_material or effective_at >= published_at + interval '14 days'),
  constraint policy_takes_effect_after_it_is_published check (effective_at >= published_at),
  constraint policy_takes_effect_as_a_day_begins check ((effective_at at time zone 'Europe/Istanbul')::time = '00:00')
);
insert into policy_publications (policy, version, is_material, sha256_tr, sha256_en, published_at, effective_at, published_by) values
  ('privacy', '2026-11-01', false, '\x6dd3b327cba8324ff2221df5fc7ebfcbd253d302d4ed1b759413f40297ca2286', '\xd3562b543f31d50d59a594e5a5353f056aa996569e4cffbd405d231c1109b5d4', '2026-10-31T21:00:00Z', '2026-10-31T21:00:00Z', 'the first version'),
  ('terms', '2026-11-01', false, '\x8e3c2557eaea351de9b19bb827b6bc0c3d6472655d6b1a8b3cfeef93289dd20c', '\xb82b54deaf191a03987439b13747f6cbfa81dc8d48f2c359151f0476cabc3158', '2026-10-31T21:00:00Z', '2026-10-31T21:00:00Z', 'the first version');

-- Whom a change is told, and what became of the mail.
create table policy_notices (
  id uuid primary key,
  policy text not null,
  version text not null,
  user_id uuid not null references users (id) on delete cascade,
  claimed_at timestamptz,
  attempts int not null default 0,
  sent_at timestamptz,
  provider_message_id text check (length(provider_message_id) <= 200),
  delivered_at timestamptz,
  bounced_at timestamptz,
  failed_at timestamptz,
  constraint policy_notice_is_of_a_publication foreign key (policy, version) references policy_publications (policy, version),
  constraint policy_notice_is_one_per_person unique (policy, version, user_id),
  constraint policy_notice_is_sent_or_failed check (sent_at is null or failed_at is null)
);
create index policy_notices_of_user on policy_notices (user_id);
create index policy_notices_to_send on policy_notices (id) where sent_at is null and failed_at is null;

alter table policy_publications enable row level security;
alter table policy_publications force row level security;
alter table policy_notices enable row level security;
alter table policy_notices force row level security;
create policy maintenance on policy_publications to crmfex_maintenance using (true) with check (true);
create policy maintenance on policy_notices to crmfex_maintenance using (true) with check (true);
grant select, insert on policy_publications to crmfex_maintenance;
grant select, insert, delete, update (claimed_at, attempts, sent_at, provider_message_id, delivered_at, bounced_at, failed_at)
  on policy_notices to crmfex_maintenance;
create policy gate on policy_publications for select to crmfex_gate using (true);
grant select on policy_publications to crmfex_gate;
create trigger publications_stay before update or delete on policy_publications for each statement execute function app.refuse_change();

-- Everybody may know which texts hold.
create function gate.policy_publications()
returns table (policy text, version text, is_material boolean, published_at timestamptz, effective_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.policy, p.version, p.is_material, p.published_at, p.effective_at
  from public.policy_publications p order by p.effective_at desc, p.version desc
$$;
revoke all on function gate.policy_publications from public;
grant execute on function gate.policy_publications to crmfex_jobs;
alter function gate.policy_publications owner to crmfex_gate;
