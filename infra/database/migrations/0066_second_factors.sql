-- The second factor: the seed of an authenticator app, codes for the day it is lost, and what a sign-in waits with in between.
create table authenticators (
  user_id uuid primary key references users (id) on delete cascade,
  -- Named in the seal, so that a seed copied from an earlier enrolment does not open.
  id uuid not null,
  seed_key_id text not null check (length(seed_key_id) <= 200),
  seed bytea not null check (length(seed) <= 1000),
  created_at timestamptz not null default now(),
  -- Null until a first code proved that the app has the seed; until then nothing asks for it.
  confirmed_at timestamptz,
  -- The thirty-second step of the last code that was taken: none at or before it works again.
  last_step bigint not null default 0
);

create table recovery_codes (
  user_id uuid not null references users (id) on delete cascade,
  code_hash bytea not null constraint recovery_code_is_hashed check (length(code_hash) = 32),
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (user_id, code_hash)
);

-- Begun and not finished: a right password that waits for its code, or a challenge that waits for a passkey. Each works once.
create table sign_in_steps (
  token_hash bytea primary key constraint sign_in_step_is_hashed check (length(token_hash) = 32),
  purpose text not null check (purpose in ('secondFactor', 'passkey', 'passkeyAdded')),
  user_id uuid references users (id) on delete cascade,
  -- Of the password that opened it: another one ends the wait.
  password_changed_at timestamptz,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '10 minutes',
  constraint "only a passkey may begin with nobody" check (user_id is not null or purpose = 'passkey')
);
create index sign_in_steps_of_user on sign_in_steps (user_id);
create index sign_in_steps_by_expiry on sign_in_steps (expires_at);

alter table authenticators enable row level security;
alter table authenticators force row level security;
alter table recovery_codes enable row level security;
alter table recovery_codes force row level security;
alter table sign_in_steps enable row level security;
alter table sign_in_steps force row level security;
create policy identity on authenticators to app_identity using (user_id = (select app.user_id()));
create policy identity on recovery_codes to app_identity using (user_id = (select app.user_id()));
create policy identity on sign_in_steps to app_identity using (user_id is null or user_id = (select app.user_id()));
create policy gate on sign_in_steps to crmfex_gate using (true);
create policy maintenance on authenticators to crmfex_maintenance using (true);
create policy maintenance on recovery_codes to crmfex_maintenance using (true);
create policy maintenance on sign_in_steps to crmfex_maintenance using (true);
grant select, insert (user_id, id, seed_key_id, seed), update (seed_key_id, seed, confirmed_at, last_step), delete on authenticators to app_identity;
grant select, insert (user_id, code_hash), update (used_at), delete on recovery_codes to app_identity;
grant select, insert (token_hash, purpose, user_id, password_changed_at), delete on sign_in_steps to app_identity;
grant select (token_hash, purpose, user_id, expires_at), delete on sign_in_steps to crmfex_gate;
grant select, delete on authenticators, recovery_codes, sign_in_steps to crmfex_maintenance;

create function gate.email_of_step(hash bytea) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.email from public.sign_in_steps s join public.users u on u.id = s.user_id
  where s.token_hash = hash and s.purpose = 'secondFactor' and s.expires_at > now()
$$;

-- Somebody whose password was right and whose code is awaited. Raises nothing: with a dead token the scope is nobody.
create function gate.enter_step(hash bytea) returns void language plpgsql volatile as $$
begin
  perform gate.enter_identity_email(coalesce(gate.email_of_step(hash), ''));
end
$$;
revoke all on function gate.email_of_step, gate.enter_step from public;
grant execute on function gate.email_of_step, gate.enter_step to crmfex_api;

create function gate.forget_steps() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from public.sign_in_steps where expires_at < now()
$$;
revoke all on function gate.forget_steps from public;
grant execute on function gate.forget_steps to crmfex_jobs;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.email_of_step owner to crmfex_gate;
alter function gate.forget_steps owner to crmfex_gate;
