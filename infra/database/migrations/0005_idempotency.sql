-- Answers of finished POSTs by the caller's own key: a repeated submit is answered, not repeated.
create table idempotency_keys (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  actor_id uuid not null default app.actor_id(),
  key text not null check (length(key) between 1 and 100),
  request_hash bytea not null check (length(request_hash) = 32),
  status integer,
  headers jsonb not null default '{}',
  response text,
  created_at timestamptz not null default now(),
  primary key (tenant_id, actor_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
call app.guard('idempotency_keys');
create policy staff on idempotency_keys to app_staff using (actor_id = (select app.actor_id()));
create policy portal on idempotency_keys to app_portal using (actor_id = (select app.actor_id()));
create policy gate on idempotency_keys to crmfex_gate using (true);
grant select, insert (key, request_hash), update (status, headers, response) on idempotency_keys to app_staff, app_portal;
grant select (created_at), delete on idempotency_keys to crmfex_gate;

-- Raises CF200 when the key has an answer and CF409 while its first call runs; either way nothing after it runs.
create function app.claim_key(claimed text, hash bytea) returns void language plpgsql volatile as $$
begin
  if not pg_try_advisory_xact_lock(hashtextextended(concat_ws(' ', app.tenant_id(), app.actor_id(), claimed), 0)) then
    raise exception 'the first call is still running' using errcode = 'CF409';
  end if;
  perform from public.idempotency_keys k
    where k.tenant_id = app.tenant_id() and k.actor_id = app.actor_id() and k.key = claimed;
  if found then raise exception 'already answered' using errcode = 'CF200'; end if;
  insert into public.idempotency_keys (key, request_hash) values (claimed, hash);
end
$$;
revoke all on function app.claim_key from public;
grant execute on function app.claim_key to app_staff, app_portal;

create function gate.forget_keys() returns integer
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with gone as (delete from public.idempotency_keys where created_at < now() - interval '48 hours' returning 1)
  select count(*)::integer from gone
$$;
revoke all on function gate.forget_keys from public;
grant execute on function gate.forget_keys to crmfex_jobs;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.forget_keys owner to crmfex_gate;
