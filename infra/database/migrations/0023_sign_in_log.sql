-- Who came in or tried to, and how long an account makes a guesser wait.
create table sign_ins (
  id uuid primary key,
  -- No reference: an attempt on an account that still waits for its verification is logged too.
  user_id uuid not null,
  at timestamptz not null default now(),
  outcome text not null check (outcome in ('ok', 'wrongPassword', 'unverified', 'signedOut', 'passwordReset', 'verified')),
  ip text check (length(ip) <= 45),
  user_agent text check (length(user_agent) <= 400),
  country text check (country ~ '^[A-Z]{2}$')
);
create index sign_ins_of_user on sign_ins (user_id, at desc, id desc);
create index sign_ins_by_age on sign_ins (at);
alter table sign_ins enable row level security;
alter table sign_ins force row level security;
create policy identity on sign_ins for insert to app_identity with check (
  exists (select from users u where u.id = sign_ins.user_id) or exists (select from sign_ups s where s.user_id = sign_ins.user_id)
);
create policy own on sign_ins to app_staff using (user_id = (select app.user_id()));
create policy gate on sign_ins to crmfex_gate using (true);
create policy maintenance on sign_ins to crmfex_maintenance using (true);
grant insert (id, user_id, outcome, ip, user_agent, country) on sign_ins to app_identity, app_staff;
grant select on sign_ins to app_staff;
grant select (at), delete on sign_ins to crmfex_gate;
grant select, delete on sign_ins to crmfex_maintenance;

-- Kept by the hash of the address and for addresses nobody has as well, so that the wait tells nothing.
create table sign_in_failures (
  email_hash bytea primary key check (length(email_hash) = 32),
  failures integer not null check (failures >= 0),
  last_at timestamptz not null,
  next_at timestamptz not null
);
create index sign_in_failures_by_age on sign_in_failures (last_at);
alter table sign_in_failures enable row level security;
alter table sign_in_failures force row level security;
create policy identity on sign_in_failures to app_identity using (email_hash = (select sha256(convert_to(app.email(), 'UTF8'))));
create policy gate on sign_in_failures to crmfex_gate using (true);
create policy maintenance on sign_in_failures to crmfex_maintenance using (true);
grant select, insert, update, delete on sign_in_failures to app_identity;
grant select (last_at), delete on sign_in_failures to crmfex_gate;
grant select, delete on sign_in_failures to crmfex_maintenance;

-- Five free mistakes, then 1, 2, 4 … seconds up to fifteen minutes. The attempt is counted before the password is looked at,
-- under a row lock, so that a hundred guesses sent at once are not all "the first". Null when it may go on, else seconds to wait.
create function app.count_sign_in() returns integer language plpgsql volatile as $$
declare
  hash bytea := sha256(convert_to(app.email(), 'UTF8'));
  state record;
begin
  insert into public.sign_in_failures (email_hash, failures, last_at, next_at) values (hash, 0, now(), now())
  on conflict (email_hash) do nothing;
  select * into strict state from public.sign_in_failures f where f.email_hash = hash for update;
  if state.next_at > clock_timestamp() then
    return greatest(1, ceil(extract(epoch from state.next_at - clock_timestamp())))::integer;
  end if;
  update public.sign_in_failures f
  set failures = f.failures + 1, last_at = clock_timestamp(),
    next_at = clock_timestamp() + case when f.failures < 5 then interval '0' else least(interval '15 minutes', interval '1 second' * 2 ^ least(f.failures - 5, 20)) end
  where f.email_hash = hash;
  return null;
end
$$;
revoke all on function app.count_sign_in from public;
grant execute on function app.count_sign_in to app_identity;
