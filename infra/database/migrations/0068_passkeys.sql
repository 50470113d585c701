-- Passkeys: public keys of devices that open an account without a password.
create table passkeys (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  name text not null check (length(name) between 1 and 60),
  credential_id text not null constraint passkey_is_known_once unique check (length(credential_id) between 1 and 1400),
  public_key bytea not null check (length(public_key) between 1 and 2000),
  -- Grows at each use where the device counts; a step back means a copy.
  counter bigint not null default 0 check (counter >= 0),
  transports text not null default '' check (length(transports) <= 200),
  is_backed_up boolean not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkeys_of_user on passkeys (user_id, created_at);
alter table passkeys enable row level security;
alter table passkeys force row level security;
create policy identity on passkeys to app_identity using (user_id = (select app.user_id()));
create policy gate on passkeys for select to crmfex_gate using (true);
create policy maintenance on passkeys to crmfex_maintenance using (true);
grant select, insert (id, user_id, name, credential_id, public_key, counter, transports, is_backed_up),
  update (name, counter, is_backed_up, last_used_at), delete on passkeys to app_identity;
grant select (user_id, credential_id) on passkeys to crmfex_gate;
grant select, delete on passkeys to crmfex_maintenance;

create function gate.email_of_passkey(credential text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.email from public.passkeys p join public.users u on u.id = p.user_id where p.credential_id = credential
$$;

-- Whoever a passkey belongs to, before its signature is looked at. Raises nothing: with an unknown one the scope is nobody.
create function gate.enter_passkey(credential text) returns void language plpgsql volatile as $$
begin
  perform gate.enter_identity_email(coalesce(gate.email_of_passkey(credential), ''));
end
$$;
revoke all on function gate.email_of_passkey, gate.enter_passkey from public;
grant execute on function gate.email_of_passkey, gate.enter_passkey to crmfex_api;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.email_of_passkey owner to crmfex_gate;
