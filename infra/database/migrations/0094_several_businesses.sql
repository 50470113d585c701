-- One person in several businesses: which they are, going from one to another with a new token, and founding a further one.
grant select (name) on tenants to crmfex_gate;
grant update (tenant_id, token_hash) on sessions to crmfex_gate;
create policy gate_enters on members for update to crmfex_gate using (true);
grant update (last_entered_at) on members to crmfex_gate;

create function gate.businesses_of_self() returns table (id uuid, name text, role text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.id, t.name, m.role from public.members m join public.tenants t on t.id = m.tenant_id
  where m.user_id = nullif(current_setting('app.user_id', true), '')::uuid
$$;

-- The same session in another business of the same person: all that it knows of them stays, its token does not.
create function gate.move_session(hash bytea, target uuid, fresh bytea) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  person uuid;
begin
  select s.user_id into person from gate.staff_scope(hash, 'account:own') s;
  if person is null then raise exception 'no live session' using errcode = '28000'; end if;
  update public.members m set last_entered_at = now() where m.tenant_id = target and m.user_id = person;
  if not found then return false; end if;
  update public.sessions s set tenant_id = target, token_hash = fresh, last_seen_at = now() where s.token_hash = hash;
  return true;
end
$$;

-- As identity does at sign-up: the scope of a business that is about to be, and of the person who founds it.
create function gate.enter_founding(hash bytea, tenant uuid) returns void language plpgsql volatile as $$
declare
  person record;
begin
  select s.user_id, s.is_allowed into person from gate.staff_scope(hash, 'account:own') s;
  if not found then raise exception 'no live session' using errcode = '28000'; end if;
  if not person.is_allowed then raise exception 'the role lacks account:own' using errcode = 'CF403'; end if;
  perform set_config('app.user_id', person.user_id::text, true), set_config('app.tenant_id', tenant::text, true),
    set_config('app.email', gate.email_of_user(person.user_id), true), set_config('app.actor_kind', 'staff', true);
  perform set_config('role', 'app_identity', true);
end
$$;

create function gate.email_of_user(person uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.email from public.users u where u.id = person
$$;
revoke all on function gate.businesses_of_self, gate.move_session, gate.enter_founding, gate.email_of_user from public;
-- This one function of the gate is for people inside a business too; it knows nobody but the person of the transaction.
grant usage on schema gate to app_staff, app_identity;
grant execute on function gate.businesses_of_self to app_staff, app_identity;
grant execute on function gate.move_session, gate.enter_founding, gate.email_of_user to crmfex_api;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.businesses_of_self owner to crmfex_gate;
alter function gate.move_session owner to crmfex_gate;
alter function gate.email_of_user owner to crmfex_gate;
