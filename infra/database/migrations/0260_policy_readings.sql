-- Which changes of our own texts a person has seen and put aside: once for the person, whatever device they read it on.
create table policy_readings (
  user_id uuid not null references users (id) on delete cascade,
  policy text not null,
  version text not null,
  -- In which language it was read; with the publication, which holds the hash of each, this says which text.
  language text not null check (language in ('tr', 'en')),
  read_at timestamptz not null,
  primary key (user_id, policy, version),
  constraint policy_reading_is_of_a_publication foreign key (policy, version)
    references policy_publications (policy, version) on delete restrict
);
alter table policy_readings enable row level security;
alter table policy_readings force row level security;
create policy own on policy_readings for select to app_identity using (user_id = (select app.user_id()));
create policy own_insert on policy_readings for insert to app_identity with check (user_id = (select app.user_id()));
create policy maintenance on policy_readings for select to crmfex_maintenance using (true);
-- Read once is read for good: nobody may change a row or take it back.
grant select, insert (user_id, policy, version, language, read_at) on policy_readings to app_identity;
grant select on policy_readings to crmfex_maintenance;
