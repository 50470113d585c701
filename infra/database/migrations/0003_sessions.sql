-- Sessions of both audiences and the only ways into a tenant: gate.enter for requests, gate.enter_job for jobs.
create table sessions (
  tenant_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null constraint session_token_is_hashed check (length(token_hash) = 32),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '30 days',
  revoked_at timestamptz,
  ip text check (length(ip) <= 45),
  user_agent text check (length(user_agent) <= 400),
  primary key (tenant_id, id),
  constraint session_token_is_unique unique (token_hash),
  foreign key (tenant_id, user_id) references members (tenant_id, user_id) on delete cascade
);
create index sessions_of_user on sessions (tenant_id, user_id);
call app.guard('sessions');
create policy gate on sessions to crmfex_gate using (true);
grant select, update (last_seen_at) on sessions to crmfex_gate;

create table portal_sessions (
  tenant_id uuid not null references tenants (id) on delete cascade,
  id uuid not null,
  link_id uuid not null,
  document_id uuid not null,
  token_hash bytea not null constraint portal_token_is_hashed check (length(token_hash) = 32),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  constraint portal_token_is_unique unique (token_hash)
);
create index portal_sessions_of_link on portal_sessions (tenant_id, link_id);
call app.guard('portal_sessions');
create policy gate on portal_sessions for select to crmfex_gate using (true);
grant select on portal_sessions to crmfex_gate;

-- 12 hours without use or 30 days in all end a session.
create function gate.staff_scope(hash bytea, need text)
returns table (session_id uuid, tenant_id uuid, user_id uuid, is_allowed boolean, is_stale boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.id, s.tenant_id, s.user_id,
    exists (select from gate.role_permissions p where p.role = m.role and p.permission = need),
    s.last_seen_at < now() - interval '5 minutes'
  from public.sessions s
  join public.members m on m.tenant_id = s.tenant_id and m.user_id = s.user_id
  where s.token_hash = hash and s.revoked_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '12 hours'
$$;

create function gate.portal_scope(hash bytea)
returns table (tenant_id uuid, link_id uuid, document_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.tenant_id, s.link_id, s.document_id
  from public.portal_sessions s
  where s.token_hash = hash and s.revoked_at is null and s.expires_at > now()
$$;

create function gate.portal_may(need text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from gate.role_permissions p where p.role = 'portal' and p.permission = need)
$$;

-- At most once in five minutes, so that reads do not write; skips a row that a parallel request is renewing.
create function gate.session_seen(tenant uuid, session uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.sessions set last_seen_at = now()
  where (tenant_id, id) = (
    select s.tenant_id, s.id from public.sessions s
    where s.tenant_id = tenant and s.id = session and s.last_seen_at < now() - interval '5 minutes'
    for update skip locked
  )
$$;

-- Runs as the caller, since a definer function may not set the role. The role comes last: after it nothing here is allowed.
create function gate.enter(hash bytea, audience text, need text) returns void language plpgsql volatile as $$
declare
  scope record;
begin
  if audience = 'staff' then
    select * into scope from gate.staff_scope(hash, need);
    if not found then raise exception 'no live session' using errcode = '28000'; end if;
    if not scope.is_allowed then raise exception 'the role lacks %', need using errcode = 'CF403'; end if;
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

create function app.session_id() returns uuid language sql stable as
  $$ select nullif(current_setting('app.session_id', true), '')::uuid $$;
revoke all on function app.session_id from public;
grant execute on function app.session_id to app_staff, app_portal, app_system, app_identity;

revoke all on function gate.staff_scope, gate.portal_scope, gate.portal_may, gate.session_seen, gate.enter from public;
grant execute on function gate.staff_scope, gate.portal_scope, gate.portal_may, gate.session_seen, gate.enter to crmfex_api;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.staff_scope owner to crmfex_gate;
alter function gate.portal_scope owner to crmfex_gate;
alter function gate.portal_may owner to crmfex_gate;
alter function gate.session_seen owner to crmfex_gate;
