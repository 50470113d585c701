-- Work to be done after commit, and who did what: both written with the fact they follow from.
create table outbox (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  id uuid not null,
  queue text not null check (queue ~ '^[a-z0-9-]{3,50}$'),
  body jsonb not null check (length(body::text) <= 4000),
  request_id text not null check (length(request_id) <= 100),
  created_at timestamptz not null default now(),
  sent_count integer not null default 1,
  -- The first sending is the request's own, right after commit.
  next_at timestamptz not null default now() + interval '1 minute',
  attempts integer not null default 0,
  last_error text check (length(last_error) <= 1000),
  primary key (tenant_id, id)
);
create index outbox_due on outbox (next_at);
call app.guard('outbox');
create policy staff on outbox for insert to app_staff with check (true);
create policy portal on outbox for insert to app_portal with check (true);
create policy staff_returning on outbox for select to app_staff using (true);
create policy portal_returning on outbox for select to app_portal using (true);
create policy system on outbox to app_system using (true);
create policy gate on outbox to crmfex_gate using (true);
grant insert (tenant_id, id, queue, body, request_id), select (tenant_id, id) on outbox to app_staff, app_portal, app_system;
grant delete on outbox to app_system;
grant select, update (sent_count, next_at, attempts, last_error) on outbox to crmfex_gate;

create table activity (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  id uuid not null,
  at timestamptz not null default now(),
  actor_kind text not null default app.actor_kind() check (actor_kind in ('staff', 'portal', 'system')),
  actor_id uuid default app.actor_id(),
  kind text not null check (length(kind) <= 60),
  subject_kind text check (length(subject_kind) <= 40),
  subject_id uuid,
  detail jsonb not null default '{}' check (length(detail::text) <= 8000),
  ip text check (length(ip) <= 45),
  user_agent text check (length(user_agent) <= 400),
  country text check (country ~ '^[A-Z]{2}$'),
  request_id text not null check (length(request_id) <= 100),
  primary key (tenant_id, id)
);
call app.guard('activity');
create policy staff on activity for insert to app_staff with check (true);
create policy staff_returning on activity for select to app_staff using (true);
create policy portal on activity for insert to app_portal with check (true);
create policy portal_returning on activity for select to app_portal using (true);
create policy system on activity to app_system using (true);
grant insert (tenant_id, id, kind, subject_kind, subject_id, detail, ip, user_agent, country, request_id), select (tenant_id, id)
  on activity to app_staff, app_portal, app_system;
-- Only the job that copies a row away reads and removes it.
grant select, delete on activity to app_system;

-- A message whose row is gone has done its work already: nothing more may happen for it.
create function gate.job_scope(tenant uuid, message uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when not exists (select from public.tenants t where t.id = tenant) then 'no tenant'
    when message is not null and not exists (select from public.outbox o where o.tenant_id = tenant and o.id = message) then 'done'
    else 'open'
  end
$$;

create function gate.enter_job(tenant uuid, message uuid) returns void language plpgsql volatile as $$
declare
  scope text := gate.job_scope(tenant, message);
begin
  if scope <> 'open' then raise exception 'the message has nothing to do: %', scope using errcode = 'CF410'; end if;
  perform set_config('app.tenant_id', tenant::text, true), set_config('app.actor_kind', 'system', true);
  perform set_config('role', 'app_system', true);
end
$$;

-- The last statement of a job's effect. A second delivery waits here for the first, finds nothing, and undoes its own effect.
create function app.finish_message(message uuid) returns void language plpgsql volatile as $$
begin
  delete from public.outbox where tenant_id = app.tenant_id() and id = message;
  if not found then raise exception 'another delivery was faster' using errcode = 'CF410'; end if;
end
$$;
revoke all on function app.finish_message from public;
grant execute on function app.finish_message to app_system;

-- Waits twice as long each time, at most an hour; gives up after twenty failures, and the row stays for a person to look at.
create function gate.outbox_due(row_limit integer)
returns table (tenant_id uuid, id uuid, queue text, body jsonb, request_id text)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.outbox o
  set sent_count = o.sent_count + 1,
    next_at = now() + least(interval '1 hour', interval '1 minute' * (2 ^ least(o.sent_count, 10)))
  where (o.tenant_id, o.id) in (
    select d.tenant_id, d.id from public.outbox d
    where d.next_at <= now() and d.attempts < 20
    order by d.next_at limit row_limit for update skip locked
  )
  returning o.tenant_id, o.id, o.queue, o.body, o.request_id
$$;

create function gate.message_failed(tenant uuid, message uuid, reason text) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.outbox set attempts = attempts + 1, last_error = left(reason, 1000) where tenant_id = tenant and id = message
$$;

revoke all on function gate.job_scope, gate.enter_job, gate.outbox_due, gate.message_failed from public;
grant execute on function gate.job_scope, gate.enter_job, gate.outbox_due, gate.message_failed to crmfex_jobs;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.job_scope owner to crmfex_gate;
alter function gate.outbox_due owner to crmfex_gate;
alter function gate.message_failed owner to crmfex_gate;
