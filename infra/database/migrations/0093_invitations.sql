-- Invitations into a business: an address, a role, and tokens of which only the hash is kept.
create table invitations (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  id uuid not null,
  email text not null constraint "an invited address is in small letters" check (email = lower(email collate "C") and length(email) between 6 and 254),
  role text not null constraint "an invited role is known" check (role in ('owner', 'admin', 'accountant', 'sales', 'viewer')),
  language text not null check (language in ('tr', 'en')),
  invited_by uuid default app.user_id(),
  -- As it was then: the invited person sees nobody of the business yet.
  inviter_name text not null check (length(inviter_name) between 1 and 120),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  sent_at timestamptz,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  constraint "an invitation ends once" check (num_nonnulls(accepted_at, revoked_at) <= 1)
);
create unique index "an address is invited once at a time" on invitations (tenant_id, email) where accepted_at is null and revoked_at is null;
call app.guard('invitations');
call app.tell_changes('invitations', 'member');
create policy staff on invitations to app_staff using (true);
create policy system on invitations to app_system using (true);
create policy invited on invitations to app_identity using (tenant_id = (select app.tenant_id()) and email = (select app.email()));
create policy gate on invitations for select to crmfex_gate using (true);
grant select, insert (id, email, role, language, inviter_name, created_at), update (revoked_at, expires_at) on invitations to app_staff;
grant select, update (sent_at) on invitations to app_system;
grant select, update (accepted_at) on invitations to app_identity;
grant select on invitations to crmfex_gate;

create table invitation_tokens (
  tenant_id uuid not null default app.tenant_id(),
  token_hash bytea not null constraint invitation_token_is_hashed check (length(token_hash) = 32),
  invitation_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, token_hash),
  foreign key (tenant_id, invitation_id) references invitations (tenant_id, id) on delete cascade
);
create index invitation_tokens_by_hash on invitation_tokens (token_hash);
create index invitation_tokens_of_invitation on invitation_tokens (tenant_id, invitation_id);
call app.guard('invitation_tokens');
create policy system on invitation_tokens to app_system using (true);
create policy gate on invitation_tokens for select to crmfex_gate using (true);
-- Made by the job that mails them; people only ever bring them, and then the gate looks.
grant insert (token_hash, invitation_id) on invitation_tokens to app_system;
grant select on invitation_tokens to crmfex_gate;

-- Only owners invite owners; the role of the inviter is looked up, not believed.
create function app.keep_owner_invitations() returns trigger language plpgsql as $$
begin
  if new.role = 'owner' and not exists (
    select from public.members m where m.tenant_id = new.tenant_id and m.user_id = app.user_id() and m.role = 'owner'
  ) then
    raise exception 'only an owner decides about owners' using errcode = 'CF403';
  end if;
  return new;
end
$$;
revoke all on function app.keep_owner_invitations from public;
grant execute on function app.keep_owner_invitations to app_staff;
create trigger keep_owner_invitations before insert on invitations for each row execute function app.keep_owner_invitations();

create function gate.invitation_of_token(hash bytea) returns table (tenant_id uuid, id uuid, email text, user_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.tenant_id, i.id, i.email, u.id
  from public.invitation_tokens t
  join public.invitations i on i.tenant_id = t.tenant_id and i.id = t.invitation_id
  left join public.users u on u.email = i.email
  where t.token_hash = hash and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
$$;

-- Somebody with the link of an invitation: their address, the business that invites, and their session if it is theirs. With a dead
-- link the scope is nobody, and the verb says so in its own words.
create function gate.enter_invitation(hash bytea, fresh_user uuid, session_hash bytea) returns void language plpgsql volatile as $$
declare
  invitation record;
  session record;
begin
  select * into invitation from gate.invitation_of_token(hash);
  select * into session from gate.staff_scope(session_hash, 'account:own');
  perform set_config('app.email', coalesce(invitation.email, ''), true), set_config('app.actor_kind', 'staff', true),
    set_config('app.user_id', coalesce(invitation.user_id, fresh_user)::text, true),
    set_config('app.session_id', case when session.user_id = invitation.user_id then session.session_id::text else '' end, true),
    set_config('app.document_id', coalesce(invitation.id::text, ''), true),
    set_config('app.tenant_id', coalesce(invitation.tenant_id::text, '00000000-0000-7000-8000-000000000000'), true);
  perform set_config('role', 'app_identity', true);
end
$$;
revoke all on function gate.invitation_of_token, gate.enter_invitation from public;
grant execute on function gate.invitation_of_token, gate.enter_invitation to crmfex_api;
grant execute on function app.session_id, app.document_id to app_identity;
create policy identity_invited on tenants for select to app_identity
  using (id = (select app.tenant_id()) and exists (select from invitations i where i.tenant_id = tenants.id));
alter table consents drop constraint consents_method_check,
  add constraint consent_method_is_known check (method in ('signUp', 'invitation'));
-- Last, since rights on a function can only be given and taken by its owner, and anybody else is merely warned.
alter function gate.invitation_of_token owner to crmfex_gate;
