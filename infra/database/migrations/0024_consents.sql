-- What a person agreed to or took back, when and how: rows are only ever added, for the burden of proof is ours.
create table consents (
  id uuid primary key,
  user_id uuid not null references users (id) on delete restrict,
  purpose text not null check (purpose in ('terms', 'privacy', 'age')),
  -- A withdrawal is a row of its own.
  is_given boolean not null default true,
  version text not null check (length(version) between 1 and 40),
  -- SHA-256 of the policy's entry as published with this version of the software.
  text_hash bytea not null check (length(text_hash) = 32),
  language text not null check (language in ('tr', 'en')),
  method text not null check (method in ('signUp')),
  at timestamptz not null,
  ip text check (length(ip) <= 45),
  user_agent text check (length(user_agent) <= 400)
);
create index consents_of_user on consents (user_id, purpose, at);
alter table consents enable row level security;
alter table consents force row level security;
create policy identity on consents for insert to app_identity with check (user_id = (select app.user_id()));
create policy own on consents for select to app_staff using (user_id = (select app.user_id()));
create policy maintenance on consents for select to crmfex_maintenance using (true);
grant insert (id, user_id, purpose, version, text_hash, language, method, at, ip, user_agent) on consents to app_identity;
grant select on consents to app_staff, crmfex_maintenance;

create function app.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% only takes new rows', tg_table_name using errcode = '42501';
end
$$;
revoke all on function app.refuse_change from public;
create trigger consents_only_grow before update or delete or truncate on consents for each statement execute function app.refuse_change();
