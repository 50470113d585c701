-- Sessions that their person can see and end, and that remember when and how strongly it was shown who they are.
alter table sessions
  add column country text check (country ~ '^[A-Z]{2}$'),
  -- When a password, a code or a passkey was last shown: dangerous acts ask again after ten minutes.
  add column authenticated_at timestamptz not null default now(),
  -- 1: a password alone. 2: a second factor or a passkey as well.
  add column level integer not null default 1 constraint session_level_is_known check (level in (1, 2));
grant insert (country, level), select (created_at, last_seen_at, expires_at, revoked_at, ip, user_agent, country, authenticated_at, level),
  update (token_hash, authenticated_at, level) on sessions to app_identity;
grant select (country, authenticated_at, level) on sessions to app_staff;

alter table sign_ins
  drop constraint sign_ins_outcome_check,
  add constraint sign_in_outcome_is_known check (outcome in ('ok', 'wrongPassword', 'unverified', 'signedOut', 'passwordReset',
    'verified', 'wrongCode', 'passwordChanged', 'emailChanged', 'emailRestored', 'secondFactorAdded', 'secondFactorRemoved',
    'recoveryCodeUsed', 'recoveryCodesRenewed', 'passkeyAdded', 'passkeyRemoved', 'sessionsEnded', 'confirmed')),
  -- Browser and system without versions, so that an update is no new device.
  add column device text check (length(device) <= 100);
create policy identity_reads on sign_ins for select to app_identity using (user_id = (select app.user_id()));
grant select, insert (device) on sign_ins to app_identity;
grant insert (device) on sign_ins to app_staff;

create function gate.is_recent(hash bytea) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.authenticated_at > now() - interval '10 minutes' from public.sessions s where s.token_hash = hash
$$;

-- As gate.enter for staff, and only shortly after it was shown who this is. A dead session and a lacking role are told first.
create function gate.enter_recent(hash bytea, need text) returns void language plpgsql volatile as $$
declare
  recent boolean := gate.is_recent(hash);
begin
  perform gate.enter(hash, 'staff', need);
  if recent is not true then raise exception 'show again who you are' using errcode = 'CF401'; end if;
end
$$;

create function gate.self_scope(hash bytea) returns table (session_id uuid, user_id uuid, email text, is_allowed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s.session_id, s.user_id, u.email, s.is_allowed
  from gate.staff_scope(hash, 'account:own') s join public.users u on u.id = s.user_id
$$;

-- Somebody who is signed in, acting on their own account: the scope of identity, of the house and of no business.
create function gate.enter_self(hash bytea, must_be_recent boolean) returns void language plpgsql volatile as $$
declare
  scope record;
begin
  select * into scope from gate.self_scope(hash);
  if not found then raise exception 'no live session' using errcode = '28000'; end if;
  if not scope.is_allowed then raise exception 'the role lacks account:own' using errcode = 'CF403'; end if;
  if must_be_recent and gate.is_recent(hash) is not true then raise exception 'show again who you are' using errcode = 'CF401'; end if;
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000000', true), set_config('app.user_id', scope.user_id::text, true),
    set_config('app.session_id', scope.session_id::text, true), set_config('app.email', scope.email, true),
    set_config('app.actor_kind', 'staff', true);
  perform set_config('role', 'app_identity', true);
end
$$;
revoke all on function gate.is_recent, gate.enter_recent, gate.self_scope, gate.enter_self from public;
grant execute on function gate.is_recent, gate.enter_recent, gate.self_scope, gate.enter_self to crmfex_api;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.is_recent owner to crmfex_gate;
alter function gate.self_scope owner to crmfex_gate;

-- What the platform's alerts name: a device, a place, another address.
alter table mails
  drop constraint mails_template_check,
  add constraint mail_template_is_known check (template in ('signUp', 'passwordReset', 'passwordChanged', 'emailConfirm', 'emailChanged',
    'emailRestored', 'secondFactorAdded', 'secondFactorRemoved', 'recoveryCodeUsed', 'recoveryCodesRenewed', 'passkeyAdded',
    'passkeyRemoved', 'newDevice', 'sessionsEnded')),
  add column detail jsonb not null default '{}' check (length(detail::text) <= 1000),
  -- Set where the person cannot be told by the address: it is not theirs yet, or no longer.
  add column user_id uuid references users (id) on delete cascade;
grant insert (detail, user_id) on mails to app_identity;
