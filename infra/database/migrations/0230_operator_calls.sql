-- Every call of the house's own staff is on record: who, what, when, and how it ended. Nothing of a business stands in it but ids.
create table operator_calls (
  id uuid primary key,
  began_at timestamptz not null,
  operator_id text not null check (length(operator_id) between 1 and 100),
  operator_name text not null check (length(operator_name) between 1 and 200),
  -- Method and path as the contract writes them, with the ids that stood in the path beside it.
  call text not null check (length(call) <= 200),
  params jsonb not null default '{}' check (length(params::text) <= 2000),
  request_id text not null check (length(request_id) <= 100),
  address text check (length(address) <= 45),
  ended_at timestamptz,
  status int check (status between 100 and 599),
  constraint operator_call_that_ended_has_a_status check ((ended_at is null) = (status is null))
);
create index operator_calls_by_time on operator_calls (began_at desc, id desc);
alter table operator_calls enable row level security;
alter table operator_calls force row level security;
create policy maintenance on operator_calls to crmfex_maintenance using (true) with check (true);
grant select, insert, delete on operator_calls to crmfex_maintenance;
create policy gate on operator_calls to crmfex_gate using (true) with check (true);
grant select (id, ended_at), insert (id, began_at, operator_id, operator_name, call, params, request_id, address), update (ended_at, status)
  on operator_calls to crmfex_gate;

create function gate.operator_call_began(id uuid, at timestamptz, operator_id text, operator_name text, call text, params jsonb, request text, address text)
returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.operator_calls (id, began_at, operator_id, operator_name, call, params, request_id, address)
  values ($1, $2, $3, $4, $5, $6, $7, $8)
$$;

-- Once: a record that has ended is not written again.
create function gate.operator_call_ended(call_id uuid, at timestamptz, outcome int)
returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update public.operator_calls set ended_at = at, status = outcome where id = call_id and ended_at is null
$$;
revoke all on function gate.operator_call_began, gate.operator_call_ended from public;
grant execute on function gate.operator_call_began, gate.operator_call_ended to crmfex_jobs;
-- Last: whoever gives a function away can no longer say who may run it.
alter function gate.operator_call_began owner to crmfex_gate;
alter function gate.operator_call_ended owner to crmfex_gate;
