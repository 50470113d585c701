-- What each check of a promise found, and when: the evidence that is shown to everybody. Nothing of a business or a person stands in it.
create table promise_runs (
  id uuid primary key,
  promise text not null check (promise ~ '^[a-z][A-Za-z]{1,39}$'),
  ran_at timestamptz not null,
  result text not null check (result in ('kept', 'broken', 'unknown', 'notHere')),
  evidence jsonb not null default '[]' check (jsonb_typeof(evidence) = 'array' and length(evidence::text) <= 8000),
  -- Why a check could not be made: for the operator alone.
  reason text check (length(reason) <= 1000)
);
create index promise_runs_by_promise on promise_runs (promise, ran_at desc);
alter table promise_runs enable row level security;
alter table promise_runs force row level security;
create policy maintenance on promise_runs to crmfex_maintenance using (true) with check (true);
grant select, insert, delete on promise_runs to crmfex_maintenance;
create policy gate on promise_runs for select to crmfex_gate using (true);
grant select (promise, ran_at, result, evidence) on promise_runs to crmfex_gate;

-- A finding is never rewritten.
create trigger findings_stay before update on promise_runs for each statement execute function app.refuse_change();

-- The last finding of each promise, and the worst one of each of its days since an instant.
create function gate.promises_since(since timestamptz)
returns table (promise text, result text, ran_at timestamptz, evidence jsonb, days jsonb)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select last.promise, last.result, last.ran_at, last.evidence, coalesce(past.days, '[]')
  from (select distinct on (r.promise) r.promise, r.result, r.ran_at, r.evidence
        from public.promise_runs r order by r.promise, r.ran_at desc) last
  left join lateral (
    select jsonb_agg(jsonb_build_object('day', d.day, 'result', d.result) order by d.day) as days
    from (select to_char(r.ran_at at time zone 'Europe/Istanbul', 'YYYY-MM-DD') as day,
            (array['broken', 'unknown', 'kept', 'notHere'])[min(array_position(array['broken', 'unknown', 'kept', 'notHere'], r.result))] as result
          from public.promise_runs r where r.promise = last.promise and r.ran_at >= since group by 1) d
  ) past on true
$$;
revoke all on function gate.promises_since from public;
grant execute on function gate.promises_since to crmfex_jobs;
alter function gate.promises_since owner to crmfex_gate;

