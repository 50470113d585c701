-- The breach register of the house (GDPR art. 33(5), KVKK art. 12): what happened, when it was noticed, what was done when. It only grows.
create table incidents (
  id uuid primary key,
  title text not null check (length(title) between 3 and 200),
  noticed_at timestamptz not null,
  opened_by text not null check (length(opened_by) <= 200)
);
create table incident_events (
  id uuid primary key,
  incident_id uuid not null references incidents (id) on delete restrict,
  at timestamptz not null,
  kind text not null constraint incident_event_is_of_a_known_kind
    check (kind in ('note', 'contained', 'assessed', 'authorityTold', 'controllersTold', 'peopleTold', 'notToBeTold', 'closed')),
  text text not null check (length(text) between 3 and 4000),
  written_by text not null check (length(written_by) <= 200),
  written_at timestamptz not null
);
create index incident_events_in_order on incident_events (incident_id, at, id);
alter table incidents enable row level security;
alter table incidents force row level security;
alter table incident_events enable row level security;
alter table incident_events force row level security;
create policy maintenance on incidents to crmfex_maintenance using (true) with check (true);
create policy maintenance on incident_events to crmfex_maintenance using (true) with check (true);
-- No update and no delete: what was entered stays, and is corrected by a further note.
grant select, insert on incidents, incident_events to crmfex_maintenance;
