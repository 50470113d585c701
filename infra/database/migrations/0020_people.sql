-- People: one row for a person in the whole house, whatever number of businesses they belong to.
-- Identity's scope is one e-mail address: of somebody who is not signed in yet, and whose rows alone may be seen.
create function app.email() returns text language sql stable as
  $$ select nullif(current_setting('app.email', true), '') $$;
-- Mails to people who belong to no business yet, and the work of public routes, hang on this tenant, which has no members.
create function app.platform_tenant() returns uuid language sql immutable parallel safe as
  $$ select '00000000-0000-7000-8000-000000000000'::uuid $$;
revoke all on function app.email, app.platform_tenant from public;
grant execute on function app.email, app.platform_tenant to app_staff, app_portal, app_system, app_identity, crmfex_gate;
-- Row security binds the owner too, so it steps aside for this one row.
alter table tenants no force row level security;
alter table tenants disable trigger tell_change;
insert into tenants (id, name) values (app.platform_tenant(), 'crmFEX');
alter table tenants enable trigger tell_change;
alter table tenants force row level security;

create table users (
  id uuid primary key,
  email text not null constraint email_is_unique unique
    constraint email_is_in_small_letters check (email = lower(email collate "C") and length(email) between 6 and 254),
  name text not null constraint user_name_is_short check (length(name) between 1 and 120),
  language text not null check (language in ('tr', 'en')),
  password_hash text not null constraint password_is_hashed check (password_hash like '$argon2id$v=19$%' and length(password_hash) <= 300),
  email_verified_at timestamptz not null,
  password_changed_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter table users enable row level security;
alter table users force row level security;
create policy identity on users to app_identity using (email = (select app.email()));
-- members shows the rows of the own tenant alone.
create policy colleagues on users for select to app_staff, app_system using (
  id = (select app.user_id()) or exists (select from members m where m.user_id = users.id)
);
create policy own on users for update to app_staff using (id = (select app.user_id()));
create policy gate on users for select to crmfex_gate using (true);
create policy maintenance on users to crmfex_maintenance using (true);
grant select, insert (id, email, name, language, password_hash, email_verified_at),
  update (password_hash, password_changed_at, updated_at) on users to app_identity;
-- The hash is for identity alone: nobody who is signed in needs it.
grant select (id, email, name, language, created_at) on users to app_staff, app_system;
grant update (name, language, updated_at) on users to app_staff;
grant select (id, email) on users to crmfex_gate;
grant select, delete on users to crmfex_maintenance;

alter table members add constraint member_is_a_user foreign key (user_id) references users (id) on delete cascade;
create index members_of_user on members (user_id);
create policy identity on members to app_identity using (exists (select from users u where u.id = members.user_id));
create policy identity_joins on members as restrictive for insert to app_identity
  with check (tenant_id = (select app.tenant_id()) and tenant_id <> (select app.platform_tenant()));
grant select, insert (tenant_id, user_id, role) on members to app_identity;

create policy identity on tenants for select to app_identity using (exists (select from members m where m.tenant_id = tenants.id));
create policy identity_founds on tenants for insert to app_identity with check (id = (select app.tenant_id()));
grant select (id, name, currency, time_zone), insert (id, name, language, currency, time_zone) on tenants to app_identity;

create policy identity on sessions to app_identity using (exists (select from users u where u.id = sessions.user_id));
grant insert (tenant_id, id, user_id, token_hash, ip, user_agent), select (tenant_id, id, user_id, token_hash), delete on sessions to app_identity;
create policy own on sessions to app_staff using (user_id = (select app.user_id()));
grant select (tenant_id, id, user_id, created_at, last_seen_at, expires_at, revoked_at, ip, user_agent), delete on sessions to app_staff;
create index sessions_of_user_anywhere on sessions (user_id);

-- What identity starts after the answer belongs to the tenant of its scope: the new business, or the platform.
create policy identity on outbox for insert to app_identity with check (tenant_id = (select app.tenant_id()));
create policy identity_returning on outbox for select to app_identity using (tenant_id = (select app.tenant_id()));
grant insert (tenant_id, id, queue, body, request_id), select (tenant_id, id) on outbox to app_identity;
create policy identity on activity for insert to app_identity with check (tenant_id = (select app.tenant_id()));
create policy identity_returning on activity for select to app_identity using (tenant_id = (select app.tenant_id()));
grant insert (tenant_id, id, kind, subject_kind, subject_id, detail, ip, user_agent, country, request_id), select (tenant_id, id)
  on activity to app_identity;
create policy identity on changes for insert to app_identity
  with check (tenant_id = (select app.tenant_id()) and changed_xid = pg_current_xact_id());
grant insert on changes to app_identity;
grant execute on function app.tell_change to app_identity;
