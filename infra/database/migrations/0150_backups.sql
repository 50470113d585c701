-- What the nightly backup left, what was seen when it was verified and restored: the evidence of "7-day rolling backups".
create table backups (
  name text primary key constraint backup_name_is_an_instant check (name ~ '^\d{4}-\d\d-\d\dT\d{6}Z$'),
  started_at timestamptz not null,
  finished_at timestamptz,
  row_count bigint,
  byte_count bigint,
  file_count bigint,
  verified_at timestamptz,
  problem text constraint backup_problem_is_short check (length(problem) <= 1000),
  removed_at timestamptz,
  constraint backup_is_verified_after_it_is_finished check (verified_at is null or finished_at is not null)
);
create table restore_drills (
  id uuid primary key,
  backup_name text not null references backups (name),
  started_at timestamptz not null,
  finished_at timestamptz,
  row_count bigint,
  problem text constraint drill_problem_is_short check (length(problem) <= 1000)
);

-- Of the house: no tenant, and nobody but the maintenance login.
alter table backups enable row level security;
alter table backups force row level security;
alter table restore_drills enable row level security;
alter table restore_drills force row level security;
create policy maintenance on backups to crmfex_maintenance using (true) with check (true);
create policy maintenance on restore_drills to crmfex_maintenance using (true) with check (true);
grant select, insert, delete, update (finished_at, row_count, byte_count, file_count, verified_at, problem, removed_at)
  on backups to crmfex_maintenance;
grant select, insert, delete, update (finished_at, row_count, problem) on restore_drills to crmfex_maintenance;

-- A backup says which migrations its rows belong to.
grant usage on schema migrations to crmfex_maintenance;
grant select on migrations.migrations to crmfex_maintenance;
