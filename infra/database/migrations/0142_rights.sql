-- Rights of the people a business keeps data about: restrictions, objections to mails, and the register of requests.

-- In force while `lifted_at` is null; with a contact it is about that person, without one about the client as a whole.
create table restrictions (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  id uuid not null,
  client_id uuid not null,
  contact_id uuid,
  reason text not null
    constraint "a restriction has a reason" check (length(reason) between 3 and 500),
  restricted_by uuid default app.user_id(),
  restricted_at timestamptz not null,
  lifted_by uuid,
  lifted_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete cascade,
  foreign key (tenant_id, contact_id) references client_contacts (tenant_id, id) on delete cascade,
  constraint "a restriction is lifted after it began" check (lifted_at >= restricted_at)
);
create unique index "somebody is restricted once at a time" on restrictions (tenant_id, client_id, contact_id) nulls not distinct
  where lifted_at is null;
create index restrictions_of_client on restrictions (tenant_id, client_id, restricted_at desc);
create index restrictions_of_contact on restrictions (tenant_id, contact_id) where contact_id is not null;
call app.guard('restrictions');
create policy staff on restrictions to app_staff using (true) with check (true);
create policy system on restrictions for select to app_system using (true);
grant select, insert (id, client_id, contact_id, reason, restricted_at), update (lifted_by, lifted_at) on restrictions to app_staff;
grant select on restrictions to app_system;
call app.tell_changes('restrictions', 'client', 'client_id');

-- The token of the link in one mail, kept as its hash: whoever holds it speaks for the address that the mail went to.
create table mail_tokens (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  id uuid not null,
  token_hash bytea not null constraint mail_token_is_hashed check (length(token_hash) = 32),
  delivery_id uuid not null,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  created_at timestamptz not null,
  primary key (tenant_id, id),
  constraint mail_token_is_unique unique (token_hash),
  foreign key (tenant_id, delivery_id) references deliveries (tenant_id, id) on delete cascade
);
create index mail_tokens_of_delivery on mail_tokens (tenant_id, delivery_id);
call app.guard('mail_tokens');
create policy system on mail_tokens to app_system using (true) with check (true);
create policy portal on mail_tokens for select to app_portal using (id = (select app.link_id()));
create policy gate on mail_tokens for select to crmfex_gate using (true);
grant select (id, delivery_id), insert (id, token_hash, delivery_id, email, created_at) on mail_tokens to app_system;
grant select (tenant_id, id, email) on mail_tokens to app_portal;
grant select on mail_tokens to crmfex_gate;
-- Whoever decides about mails must see who writes them.
grant select (name) on tenants to app_portal;

-- Each word of somebody about mails that concern no document of theirs; the last one counts, none is ever changed.
create table mail_choices (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  id uuid not null,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  is_wanted boolean not null,
  method text not null
    constraint "a choice comes by a button, a page or the staff" check (method in ('oneClick', 'page', 'staff')),
  token_id uuid,
  recorded_by uuid default app.user_id(),
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, token_id) references mail_tokens (tenant_id, id) on delete cascade
);
create index mail_choices_of_address on mail_choices (tenant_id, email, at desc, id desc);
create index mail_choices_of_token on mail_choices (tenant_id, token_id) where token_id is not null;
call app.guard('mail_choices');
create policy staff on mail_choices to app_staff using (true) with check (token_id is null and method = 'staff');
create policy system on mail_choices for select to app_system using (true);
create policy portal on mail_choices to app_portal using (token_id = (select app.link_id()))
  with check (token_id = (select app.link_id()) and method <> 'staff'
    and email = (select t.email from mail_tokens t where t.id = (select app.link_id())));
grant select, insert (id, email, is_wanted, method, at) on mail_choices to app_staff;
grant select on mail_choices to app_system;
grant select, insert (id, email, is_wanted, method, token_id, at) on mail_choices to app_portal;

-- The one place that says whether a mail may go to an address of a client: null, or why not. Asked when a mail is written down, when
-- it is tried again, and once more right before it leaves.
create function app.mail_refusal(client uuid, recipients text[], is_transactional boolean) returns text
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select case
    when exists (
      select from restrictions r left join client_contacts p on p.tenant_id = r.tenant_id and p.id = r.contact_id
      where r.tenant_id = app.tenant_id() and r.client_id = client and r.lifted_at is null
        and (r.contact_id is null or lower(p.email) in (select lower(a) from unnest(recipients) a))
    ) then 'restricted'
    when not is_transactional and exists (
      select from unnest(recipients) a
      cross join lateral (
        select c.is_wanted from mail_choices c
        where c.tenant_id = app.tenant_id() and c.email = lower(a) order by c.at desc, c.id desc limit 1
      ) last
      where not last.is_wanted
    ) then 'objected'
  end
$$;
revoke all on function app.mail_refusal from public;
grant execute on function app.mail_refusal to app_staff, app_system;

create function app.check_mail() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  refusal text := app.mail_refusal(new.client_id, array[new.recipient] || array(select jsonb_array_elements_text(new.cc)), new.kind <> 'free');
begin
  if refusal = 'restricted' then
    raise exception 'who is restricted gets no mail' using errcode = 'check_violation',
      constraint = 'who is restricted gets no mail', table = 'deliveries';
  elsif refusal = 'objected' then
    raise exception 'who objected gets no such mail' using errcode = 'check_violation',
      constraint = 'who objected gets no such mail', table = 'deliveries';
  end if;
  return new;
end $$;
revoke all on function app.check_mail from public;
grant execute on function app.check_mail to app_staff, app_system;
create trigger check_mail before insert on deliveries for each row execute function app.check_mail();
create trigger check_mail_again before update on deliveries for each row
  when (old.state <> 'queued' and new.state = 'queued') execute function app.check_mail();

create function gate.mail_token_scope(hash bytea) returns table (tenant_id uuid, token_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.tenant_id, t.id from public.mail_tokens t where t.token_hash = hash
$$;

-- Steps in by the token of a mail, to say one thing: whether its address wants such mails.
create function gate.enter_mail_token(hash bytea) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  scope record;
begin
  select * into scope from gate.mail_token_scope(hash);
  if not found then raise exception 'no such mail' using errcode = '28000'; end if;
  perform set_config('app.tenant_id', scope.tenant_id::text, true),
    set_config('app.link_id', scope.token_id::text, true),
    set_config('app.actor_kind', 'portal', true),
    set_config('role', 'app_portal', true);
end $$;
revoke all on function gate.mail_token_scope, gate.enter_mail_token from public;
grant execute on function gate.mail_token_scope, gate.enter_mail_token to crmfex_api;

-- What people ask about their data, and by when it must be answered.
create table privacy_requests (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  id uuid not null,
  kind text not null
    constraint "a request is of a known kind"
    check (kind in ('access', 'rectification', 'erasure', 'restriction', 'objection', 'portability', 'other')),
  name text not null check (length(name) between 1 and 200),
  email text check (length(email) <= 254),
  client_id uuid,
  received_date date not null,
  -- KVKK article 13: within thirty days.
  due_date date not null generated always as (received_date + 30) stored,
  details text check (length(details) <= 2000),
  answered_date date,
  outcome text check (outcome in ('done', 'partly', 'refused')),
  answer text check (length(answer) <= 2000),
  created_by uuid default app.user_id(),
  version int not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete set null (client_id),
  constraint "an answer has a day and an outcome" check (num_nonnulls(answered_date, outcome) in (0, 2)),
  constraint "a request is answered after it was received" check (answered_date >= received_date)
);
create index privacy_requests_by_due on privacy_requests (tenant_id, due_date, id);
create index privacy_requests_by_received on privacy_requests (tenant_id, received_date, id);
create index privacy_requests_of_client on privacy_requests (tenant_id, client_id) where client_id is not null;
call app.guard('privacy_requests');
create policy staff on privacy_requests to app_staff using (true) with check (true);
grant select, insert (id, kind, name, email, client_id, received_date, details, created_at, updated_at),
  update (kind, name, email, client_id, received_date, details, answered_date, outcome, answer, version, updated_at)
  on privacy_requests to app_staff;
call app.tell_changes('privacy_requests', 'tenant', 'tenant_id');

-- Last: whoever gives a function away can no longer say who may run it.
alter function gate.mail_token_scope owner to crmfex_gate;
