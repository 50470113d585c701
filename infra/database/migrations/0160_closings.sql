-- A business that is to be deleted: thirty days in which it can be read and taken back, and in which nothing is written, sent or run.
create table closings (
  tenant_id uuid primary key default app.tenant_id() references tenants (id) on delete cascade,
  requested_at timestamptz not null default now(),
  requested_by uuid not null default app.user_id(),
  due_at timestamptz not null,
  -- Set when erasure begins, from when on nothing can be taken back.
  erasing_at timestamptz,
  constraint a_closing_leaves_thirty_days check (due_at >= requested_at + interval '30 days' - interval '1 minute')
);
call app.guard('closings');
create policy staff on closings to app_staff using (true);
create policy gate on closings for select to crmfex_gate using (true);
create policy system on closings for select to app_system using (true);
create policy staff_keeps_what_goes on closings as restrictive for delete to app_staff using (erasing_at is null);
grant select, delete on closings to app_staff;
grant insert (due_at) on closings to app_staff;
grant update (erasing_at) on closings to crmfex_maintenance;
grant select on closings to app_system;
grant select on closings to crmfex_gate;
create trigger tell_change after insert or update or delete on closings
  for each row execute function app.tell_change('tenant', 'tenant_id', 'tenant_id');

-- What stays possible meanwhile: reading, taking the tables along, the own account, and taking it back.
set local role crmfex_gate;
create or replace function gate.staff_scope(hash bytea, need text)
returns table (session_id uuid, tenant_id uuid, user_id uuid, is_allowed boolean, is_stale boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id, s.tenant_id, s.user_id,
    exists (select from gate.role_permissions p where p.role = m.role and p.permission = need)
      and (need ~ ':(read|own|export)$' or not exists (select from public.closings c where c.tenant_id = s.tenant_id)),
    s.last_seen_at < now() - interval '5 minutes'
  from public.sessions s
  join public.members m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
  where s.token_hash = hash and s.revoked_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '12 hours'
$$;
set local role crmfex_owner;

create function gate.is_closing(tenant uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.closings c where c.tenant_id = tenant)
$$;

create or replace function gate.enter(hash bytea, audience text, need text) returns void language plpgsql volatile as $$
declare
  scope record;
begin
  if audience = 'staff' then
    select * into scope from gate.staff_scope(hash, need);
    if not found then raise exception 'no live session' using errcode = '28000'; end if;
    if not scope.is_allowed then
      if gate.is_closing(scope.tenant_id) then raise exception 'the business is being deleted' using errcode = 'CF423'; end if;
      raise exception 'the role lacks %', need using errcode = 'CF403';
    end if;
    if scope.is_stale then perform gate.session_seen(scope.tenant_id, scope.session_id); end if;
    perform set_config('app.tenant_id', scope.tenant_id::text, true), set_config('app.user_id', scope.user_id::text, true),
      set_config('app.session_id', scope.session_id::text, true), set_config('app.actor_kind', 'staff', true);
    perform set_config('role', 'app_staff', true);
  elsif audience = 'portal' then
    select * into scope from gate.portal_scope(hash);
    if not found then raise exception 'no live session' using errcode = '28000'; end if;
    if not gate.portal_may(need) then raise exception 'the portal lacks %', need using errcode = 'CF403'; end if;
    perform set_config('app.tenant_id', scope.tenant_id::text, true), set_config('app.link_id', scope.link_id::text, true),
      set_config('app.document_id', scope.document_id::text, true), set_config('app.actor_kind', 'portal', true);
    perform set_config('role', 'app_portal', true);
  else
    raise exception 'unknown audience' using errcode = '28000';
  end if;
end
$$;

-- A message of a closing business finds nothing to do and keeps its row; taken back, the timer sends it again.
set local role crmfex_gate;
create or replace function gate.job_scope(tenant uuid, message uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case
    when not exists (select from public.tenants t where t.id = tenant) then 'no tenant'
    when message is not null and exists (select from public.closings c where c.tenant_id = tenant) then 'closing'
    when message is not null and not exists (select from public.outbox o where o.tenant_id = tenant and o.id = message) then 'done'
    else 'open'
  end
$$;
set local role crmfex_owner;

set local role crmfex_gate;
create or replace function gate.outbox_due(row_limit integer)
returns table (tenant_id uuid, id uuid, queue text, body jsonb, request_id text)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.outbox o
  set sent_count = o.sent_count + 1,
    next_at = now() + least(interval '1 hour', interval '1 minute' * (2 ^ least(o.sent_count, 10)))
  where (o.tenant_id, o.id) in (
    select d.tenant_id, d.id from public.outbox d
    where d.next_at <= now() and d.attempts < 20
      and not exists (select from public.closings c where c.tenant_id = d.tenant_id)
    order by d.next_at limit row_limit for update skip locked
  )
  returning o.tenant_id, o.id, o.queue, o.body, o.request_id
$$;
set local role crmfex_owner;

-- For timers, which look for work in every business: these have none.
create function gate.closing_tenants() returns table (tenant_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.tenant_id from public.closings c
$$;

revoke all on function gate.is_closing, gate.closing_tenants from public;
grant execute on function gate.is_closing to crmfex_api;
grant execute on function gate.closing_tenants to crmfex_jobs;
alter function gate.is_closing owner to crmfex_gate;
alter function gate.closing_tenants owner to crmfex_gate;

alter table mails
  drop constraint mail_template_is_known,
  add constraint mail_template_is_known check (template in ('signUp', 'passwordReset', 'passwordChanged', 'emailConfirm', 'emailChanged',
    'emailRestored', 'secondFactorAdded', 'secondFactorRemoved', 'recoveryCodeUsed', 'recoveryCodesRenewed', 'passkeyAdded',
    'passkeyRemoved', 'newDevice', 'sessionsEnded', 'mailServerChanged', 'closingAsked', 'closingTakenBack'));
