-- Whoever belongs to no business can still come in: to the own account and to nothing else, until they found or join one.
create table outside_sessions (
  id uuid primary key,
  user_id uuid not null default app.user_id() references users (id) on delete cascade,
  token_hash bytea not null constraint outside_token_is_unique unique constraint outside_token_is_hashed check (length(token_hash) = 32),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '12 hours',
  authenticated_at timestamptz not null default now(),
  level integer not null default 1 constraint outside_level_is_known check (level in (1, 2)),
  ip text check (length(ip) <= 45),
  user_agent text check (length(user_agent) <= 400),
  country text check (country ~ '^[A-Z]{2}$')
);
create index outside_sessions_of_user on outside_sessions (user_id);
alter table outside_sessions enable row level security;
alter table outside_sessions force row level security;
create policy identity on outside_sessions to app_identity using (user_id = (select app.user_id()));
create policy gate on outside_sessions to crmfex_gate using (true);
create policy maintenance on outside_sessions to crmfex_maintenance using (true);
grant select, delete, insert (id, user_id, token_hash, ip, user_agent, country, level), update (token_hash, authenticated_at, level)
  on outside_sessions to app_identity;
grant select, delete on outside_sessions to crmfex_gate, crmfex_maintenance;
-- A session goes along into the business.
grant insert (tenant_id, id, user_id, token_hash, created_at, authenticated_at, level, ip, user_agent, country) on sessions to crmfex_gate;

create function gate.is_outside(hash bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from public.outside_sessions s where s.token_hash = hash and s.expires_at > now())
$$;

set local role crmfex_gate;
-- The own account by a session in a business, or by one outside of all, which may whatever an account may.
create or replace function gate.self_scope(hash bytea, need text) returns table (session_id uuid, user_id uuid, email text, is_allowed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.session_id, s.user_id, u.email, s.is_allowed
  from gate.staff_scope(hash, need) s join public.users u on u.id = s.user_id
  union all
  select s.id, s.user_id, u.email, need = 'account:keep'
    or need ~ '^account:' and not exists (select from public.account_closings a where a.user_id = s.user_id)
  from public.outside_sessions s join public.users u on u.id = s.user_id
  where s.token_hash = hash and s.expires_at > now()
$$;

create or replace function gate.is_recent(hash bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.authenticated_at > now() - interval '10 minutes' from public.sessions s where s.token_hash = hash
  union all
  select s.authenticated_at > now() - interval '10 minutes' from public.outside_sessions s where s.token_hash = hash
$$;

create or replace function gate.move_session(hash bytea, target uuid, fresh bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  person record;
begin
  select s.user_id, s.is_allowed into person from gate.self_scope(hash, 'account:own') s;
  if not found then raise exception 'no live session' using errcode = '28000'; end if;
  if exists (select from public.account_closings a where a.user_id = person.user_id) then
    raise exception 'the account is being deleted' using errcode = 'CF424';
  end if;
  update public.members m set last_entered_at = now() where m.tenant_id = target and m.user_id = person.user_id;
  if not found then return false; end if;
  update public.sessions s set tenant_id = target, token_hash = fresh, last_seen_at = now() where s.token_hash = hash;
  if not found then
    with outside as (delete from public.outside_sessions s where s.token_hash = hash returning *)
    insert into public.sessions (tenant_id, id, user_id, token_hash, created_at, authenticated_at, level, ip, user_agent, country)
    select target, o.id, o.user_id, fresh, o.created_at, o.authenticated_at, o.level, o.ip, o.user_agent, o.country from outside o;
  end if;
  return true;
end
$$;

create or replace function gate.forget_identity() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  delete from public.user_tokens where expires_at < now() - interval '1 day';
  delete from public.sign_ups where expires_at < now();
  delete from public.sign_ins where at < now() - interval '30 days';
  delete from public.sign_in_failures where last_at < now() - interval '30 days';
  delete from public.mails where created_at < now() - interval '30 days';
  delete from public.sessions where expires_at < now() - interval '7 days' or last_seen_at < now() - interval '7 days';
  delete from public.outside_sessions where expires_at < now();
$$;
set local role crmfex_owner;

create or replace function gate.enter_founding(hash bytea, tenant uuid) returns void language plpgsql volatile as $$
declare
  person record;
begin
  select s.user_id, s.is_allowed into person from gate.self_scope(hash, 'account:own') s;
  if not found then raise exception 'no live session' using errcode = '28000'; end if;
  if gate.is_leaving(person.user_id) then raise exception 'the account is being deleted' using errcode = 'CF424'; end if;
  if not person.is_allowed then raise exception 'the role lacks account:own' using errcode = 'CF403'; end if;
  perform set_config('app.user_id', person.user_id::text, true), set_config('app.tenant_id', tenant::text, true),
    set_config('app.email', gate.email_of_user(person.user_id), true), set_config('app.actor_kind', 'staff', true);
  perform set_config('role', 'app_identity', true);
end
$$;

create or replace function gate.enter_invitation(hash bytea, fresh_user uuid, session_hash bytea) returns void language plpgsql volatile as $$
declare
  invitation record;
  session record;
begin
  select * into invitation from gate.invitation_of_token(hash);
  select * into session from gate.self_scope(session_hash, 'account:own');
  perform set_config('app.email', coalesce(invitation.email, ''), true), set_config('app.actor_kind', 'staff', true),
    set_config('app.user_id', coalesce(invitation.user_id, fresh_user)::text, true),
    set_config('app.session_id', case when session.user_id = invitation.user_id then session.session_id::text else '' end, true),
    set_config('app.document_id', coalesce(invitation.id::text, ''), true),
    set_config('app.tenant_id', coalesce(invitation.tenant_id::text, '00000000-0000-7000-8000-000000000000'), true);
  perform set_config('role', 'app_identity', true);
end
$$;

create or replace function gate.enter(hash bytea, audience text, need text) returns void language plpgsql volatile as $$
declare
  scope record;
begin
  if audience = 'staff' then
    select * into scope from gate.staff_scope(hash, need);
    if not found then
      if gate.is_outside(hash) then raise exception 'the account belongs to no business' using errcode = 'CF426'; end if;
      raise exception 'no live session' using errcode = '28000';
    end if;
    if not scope.is_allowed then
      if gate.is_leaving(scope.user_id) then raise exception 'the account is being deleted' using errcode = 'CF424'; end if;
      if gate.is_restricted(scope.tenant_id, scope.user_id) then raise exception 'the member is restricted' using errcode = 'CF425'; end if;
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

revoke all on function gate.is_outside from public;
grant execute on function gate.is_outside to crmfex_api;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.is_outside owner to crmfex_gate;
