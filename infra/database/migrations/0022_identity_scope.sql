-- How somebody who is not signed in steps into the database: as one e-mail address, told by name or by a token from a mail.
create function gate.user_of_email(address text) returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.id from public.users u where u.email = address
$$;

create function gate.identity_of_token(hash bytea, wanted text) returns table (email text, user_id uuid, tenant_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.email, coalesce(t.user_id, s.user_id), s.tenant_id
  from public.user_tokens t
  left join public.sign_ups s on s.id = t.sign_up_id
  where t.token_hash = hash and t.purpose = wanted and t.used_at is null and t.expires_at > now()
$$;

create function gate.enter_identity_email(email text) returns void language plpgsql volatile as $$
begin
  perform set_config('app.email', lower(email collate "C"), true), set_config('app.actor_kind', 'system', true),
    set_config('app.user_id', coalesce(gate.user_of_email(lower(email collate "C"))::text, ''), true),
    set_config('app.tenant_id', '00000000-0000-7000-8000-000000000000', true);
  perform set_config('role', 'app_identity', true);
end
$$;

-- Raises nothing: with a dead token the scope is nobody, every table is empty, and the verb says so in its own words.
create function gate.enter_identity_token(hash bytea, purpose text) returns void language plpgsql volatile as $$
declare
  scope record;
begin
  select * into scope from gate.identity_of_token(hash, purpose);
  perform set_config('app.email', coalesce(scope.email, ''), true), set_config('app.actor_kind', 'staff', true),
    set_config('app.user_id', coalesce(scope.user_id::text, ''), true),
    set_config('app.tenant_id', coalesce(scope.tenant_id::text, '00000000-0000-7000-8000-000000000000'), true);
  perform set_config('role', 'app_identity', true);
end
$$;

revoke all on function gate.user_of_email, gate.identity_of_token, gate.enter_identity_email, gate.enter_identity_token from public;
grant execute on function gate.user_of_email, gate.identity_of_token, gate.enter_identity_email, gate.enter_identity_token to crmfex_api;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.user_of_email owner to crmfex_gate;
alter function gate.identity_of_token owner to crmfex_gate;
