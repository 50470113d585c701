-- Another address: confirmed from the new one, told to the old one, and undone from there for three days.
create table email_changes (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  old_email text not null check (old_email = lower(old_email collate "C")),
  new_email text not null check (new_email = lower(new_email collate "C") and length(new_email) between 6 and 254),
  -- Of the links; the mail's job makes the tokens when it sends.
  confirm_hash bytea unique check (length(confirm_hash) = 32),
  undo_hash bytea unique check (length(undo_hash) = 32),
  created_at timestamptz not null default now(),
  confirmed_at timestamptz,
  undone_at timestamptz,
  constraint "what is undone was confirmed" check (undone_at is null or confirmed_at is not null),
  constraint "another address is another one" check (old_email <> new_email)
);
create index email_changes_of_user on email_changes (user_id, created_at);
alter table email_changes enable row level security;
alter table email_changes force row level security;
create policy identity on email_changes to app_identity using (user_id = (select app.user_id()));
create policy gate on email_changes for select to crmfex_gate using (true);
create policy maintenance on email_changes to crmfex_maintenance using (true);
grant select, insert (id, user_id, old_email, new_email), update (confirmed_at, undone_at), delete on email_changes to app_identity;
grant select (user_id, confirm_hash, undo_hash, created_at, confirmed_at, undone_at) on email_changes to crmfex_gate;
grant select, delete on email_changes to crmfex_maintenance;

alter table mails add column email_change_id uuid references email_changes (id) on delete cascade;
grant insert (email_change_id) on mails to app_identity;
create policy identity_of_change on mails for insert to app_identity with check (
  tenant_id = (select app.platform_tenant()) and user_id = (select app.user_id()) and exists (
    select from email_changes c where c.id = mails.email_change_id and mails.recipient in (c.old_email, c.new_email)
  )
);
create policy addressee on email_changes to app_system using (
  (select app.tenant_id()) = (select app.platform_tenant()) and exists (select from mails m where m.email_change_id = email_changes.id)
);
grant select (id, confirmed_at, undone_at), update (confirm_hash, undo_hash) on email_changes to app_system;
create policy told on users for select to app_system using (
  (select app.tenant_id()) = (select app.platform_tenant()) and exists (select from mails m where m.user_id = users.id)
);

-- While the address changes the person is known by their id.
create policy oneself on users for select to app_identity using (id = (select app.user_id()));
create policy moves on users for update to app_identity using (id = (select app.user_id()));
grant update (email, email_verified_at) on users to app_identity;

create function gate.email_of_change(hash bytea, wanted text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select u.email from public.email_changes c join public.users u on u.id = c.user_id
  where (wanted = 'confirm' and c.confirm_hash = hash and c.confirmed_at is null and c.created_at > now() - interval '1 hour')
    or (wanted = 'undo' and c.undo_hash = hash and c.undone_at is null and c.confirmed_at > now() - interval '72 hours')
$$;

-- Whoever holds a link of such a mail. Raises nothing: with a dead one the scope is nobody.
create function gate.enter_email_change(hash bytea, wanted text) returns void language plpgsql volatile as $$
begin
  perform gate.enter_identity_email(coalesce(gate.email_of_change(hash, wanted), ''));
end
$$;
revoke all on function gate.email_of_change, gate.enter_email_change from public;
grant execute on function gate.email_of_change, gate.enter_email_change to crmfex_api;
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.email_of_change owner to crmfex_gate;
