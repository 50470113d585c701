-- What gave up, with the reason: messages, and timers of the house. Erased with the business that a message belongs to.
create table job_failures (
  id uuid primary key,
  -- The queue, or `timer.` and the name of a timer.
  queue text not null check (queue ~ '^[a-z0-9.-]{3,80}$'),
  -- Id of the message, hash of a text that is none, or the timer's name.
  key text not null check (length(key) between 1 and 100),
  tenant_id uuid,
  message_id uuid,
  first_at timestamptz not null,
  last_at timestamptz not null,
  attempts int not null default 0,
  reason text check (length(reason) <= 1000),
  -- When it was last found to have been given up, and what the queue carried: ids, never rows.
  dead_at timestamptz,
  text text check (octet_length(text) <= 65536),
  retried_at timestamptz,
  discarded_at timestamptz,
  -- Who of the house put it back or threw it away, and why.
  decided_by text check (length(decided_by) <= 200),
  discard_reason text check (length(discard_reason) between 3 and 500),
  constraint failure_is_kept_once unique (queue, key),
  constraint discarding_needs_a_reason check ((discarded_at is null) = (discard_reason is null)),
  constraint message_of_a_business_names_both check ((tenant_id is null) = (message_id is null))
);
create index job_failures_dead on job_failures (dead_at desc, id desc) where dead_at is not null;
create index job_failures_of_tenant on job_failures (tenant_id);
alter table job_failures enable row level security;
alter table job_failures force row level security;
create policy maintenance on job_failures to crmfex_maintenance using (true) with check (true);
grant select, insert, delete, update (last_at, attempts, dead_at, text, retried_at, discarded_at, decided_by, discard_reason)
  on job_failures to crmfex_maintenance;
create policy gate on job_failures to crmfex_gate using (true) with check (true);
grant select, insert (id, queue, key, tenant_id, message_id, first_at, last_at, attempts, reason, dead_at), delete,
  update (last_at, attempts, reason, dead_at) on job_failures to crmfex_gate;

-- One more attempt that failed. A timer has given up at once: nobody delivers it again.
create function gate.job_failed(new_id uuid, queue text, key text, tenant uuid, message uuid, at timestamptz, reason text, is_dead boolean)
returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.job_failures as f (id, queue, key, tenant_id, message_id, first_at, last_at, attempts, reason, dead_at)
  values ($1, $2, $3, $4, $5, at, at, 1, left($7, 1000), case when is_dead then at end)
  on conflict on constraint failure_is_kept_once do update
  set last_at = excluded.last_at, attempts = f.attempts + 1, reason = excluded.reason, dead_at = coalesce(excluded.dead_at, f.dead_at)
$$;

create function gate.job_recovered(failed_queue text, failed_key text)
returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from public.job_failures where queue = failed_queue and key = failed_key
$$;
revoke all on function gate.job_failed, gate.job_recovered from public;
grant execute on function gate.job_failed, gate.job_recovered to crmfex_jobs;
-- Last: whoever gives a function away can no longer say who may run it.
alter function gate.job_failed owner to crmfex_gate;
alter function gate.job_recovered owner to crmfex_gate;

-- What an operator puts back is also given back to the timer that sends what is due.
create policy maintenance_retries on outbox for update to crmfex_maintenance using (true) with check (attempts = 0);
grant update (attempts, next_at) on outbox to crmfex_maintenance;
