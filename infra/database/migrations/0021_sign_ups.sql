-- Asking for an account: until an address is verified there is no user, only attempts that expire by themselves.
-- One row per attempt, with its own password: whoever signs up with a stranger's address cannot leave a password behind in the
-- account that the stranger verifies later by another attempt.
create table sign_ups (
  id uuid primary key,
  email text not null constraint sign_up_email_is_in_small_letters check (email = lower(email collate "C") and length(email) between 6 and 254),
  name text not null check (length(name) between 1 and 120),
  language text not null check (language in ('tr', 'en')),
  tenant_name text not null check (length(tenant_name) between 1 and 200),
  password_hash text not null check (password_hash like '$argon2id$v=19$%' and length(password_hash) <= 300),
  terms_version text not null check (length(terms_version) <= 40),
  privacy_version text not null check (length(privacy_version) <= 40),
  -- Chosen at the attempt, so that its log and its reserved tenant stay the same whatever is retried.
  user_id uuid not null,
  tenant_id uuid not null,
  ip text check (length(ip) <= 45),
  user_agent text check (length(user_agent) <= 400),
  country text check (country ~ '^[A-Z]{2}$'),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '24 hours'
);
create index sign_ups_by_email on sign_ups (email, created_at desc);
create index sign_ups_by_expiry on sign_ups (expires_at);

-- Mails of the platform itself. What a link carries is never stored: the job makes the token when it sends.
create table mails (
  tenant_id uuid not null default app.tenant_id() references tenants (id) on delete cascade,
  id uuid not null,
  template text not null check (template in ('signUp', 'passwordReset', 'passwordChanged')),
  recipient text not null check (length(recipient) between 6 and 254),
  language text not null check (language in ('tr', 'en')),
  sign_up_id uuid references sign_ups (id) on delete set null,
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  provider_message_id text check (length(provider_message_id) <= 200),
  -- Why no mail was sent: a newer one took its place, too many went there within the hour, or the attempt is over.
  dropped_reason text check (dropped_reason in ('superseded', 'tooMany', 'expired')),
  primary key (tenant_id, id),
  constraint mail_is_sent_or_dropped check (sent_at is null or dropped_reason is null)
);
create index mails_of_recipient on mails (tenant_id, recipient, template, created_at);
call app.guard('mails');
create policy identity on mails for insert to app_identity
  with check (tenant_id = (select app.platform_tenant()) and recipient = (select app.email()));
create policy system on mails to app_system using (true);
grant insert (tenant_id, id, template, recipient, language, sign_up_id) on mails to app_identity;
-- A mail asked for by an address that nobody has leaves no trace.
grant select, update (sent_at, provider_message_id, dropped_reason), delete on mails to app_system;

create table user_tokens (
  token_hash bytea primary key constraint user_token_is_hashed check (length(token_hash) = 32),
  purpose text not null check (purpose in ('verify', 'reset')),
  email text not null check (email = lower(email collate "C")),
  user_id uuid references users (id) on delete cascade,
  sign_up_id uuid references sign_ups (id) on delete cascade,
  -- The request this token answers: every delivery of one mail makes a token of its own, and all of them work once.
  mail_id uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  constraint user_token_has_one_subject check ((purpose = 'verify') = (sign_up_id is not null) and (purpose = 'reset') = (user_id is not null)),
  constraint reset_is_short check (purpose <> 'reset' or expires_at <= created_at + interval '30 minutes'),
  constraint verify_is_short check (purpose <> 'verify' or expires_at <= created_at + interval '24 hours')
);
create index user_tokens_by_email on user_tokens (email, purpose);
create index user_tokens_by_sign_up on user_tokens (sign_up_id);
create index user_tokens_by_user on user_tokens (user_id);
create index user_tokens_by_expiry on user_tokens (expires_at);

alter table sign_ups enable row level security;
alter table sign_ups force row level security;
alter table user_tokens enable row level security;
alter table user_tokens force row level security;
create policy identity on sign_ups to app_identity using (email = (select app.email()));
create policy identity on user_tokens to app_identity using (email = (select app.email()));
grant select, insert (id, email, name, language, tenant_name, password_hash, terms_version, privacy_version, user_id, tenant_id,
  ip, user_agent, country), delete on sign_ups to app_identity;
grant select, update (used_at), delete on user_tokens to app_identity;

-- The mail job: only people to whom a mail of the platform is on its way. mails shows nothing of this to any other tenant.
create policy addressee on users for select to app_system using (
  (select app.tenant_id()) = (select app.platform_tenant()) and exists (select from mails m where m.recipient = users.email)
);
create policy addressee on sign_ups to app_system using (
  (select app.tenant_id()) = (select app.platform_tenant()) and exists (select from mails m where m.recipient = sign_ups.email)
);
create policy addressee on user_tokens to app_system using (
  (select app.tenant_id()) = (select app.platform_tenant()) and exists (select from mails m where m.recipient = user_tokens.email)
);
grant select (id, email, name, language, expires_at), delete on sign_ups to app_system;
grant select (email, purpose, mail_id), insert (token_hash, purpose, email, user_id, sign_up_id, mail_id, expires_at), delete
  on user_tokens to app_system;

create policy gate on sign_ups to crmfex_gate using (true);
create policy gate on user_tokens to crmfex_gate using (true);
create policy gate on mails to crmfex_gate using (true);
grant select (id, tenant_id, user_id, expires_at), delete on sign_ups to crmfex_gate;
grant select (token_hash, purpose, email, user_id, sign_up_id, used_at, expires_at), delete on user_tokens to crmfex_gate;
grant select (created_at), delete on mails to crmfex_gate;
create policy maintenance on sign_ups to crmfex_maintenance using (true);
create policy maintenance on user_tokens to crmfex_maintenance using (true);
grant select, delete on sign_ups, user_tokens to crmfex_maintenance;
