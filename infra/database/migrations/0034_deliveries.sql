-- Mails of invoices: what was asked for, what became of it, and every event that the mail service reported.

create table deliveries (
  tenant_id uuid not null default app.tenant_id(),
  id uuid not null,
  invoice_id uuid not null,
  recipient text not null check (length(recipient) between 3 and 254),
  subject text not null check (length(subject) between 1 and 200),
  message text check (length(message) <= 5000),
  state text not null default 'queued'
    constraint "a mail is queued, accepted, delivered, opened, bounced or failed"
    check (state in ('queued', 'accepted', 'delivered', 'opened', 'bounced', 'failed')),
  reason text check (length(reason) <= 1000),
  attempts int not null default 0 check (attempts >= 0),
  -- Since when a try is under way without an answer: the mail may have left, so it is not simply sent again.
  unknown_since timestamptz,
  provider_message_id text check (length(provider_message_id) <= 200),
  requested_by uuid default app.user_id(),
  queued_at timestamptz not null default now(),
  accepted_at timestamptz,
  delivered_at timestamptz,
  opened_at timestamptz,
  failed_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, invoice_id) references invoices (tenant_id, id) on delete restrict,
  constraint "a bounced or failed mail has a time" check (state not in ('bounced', 'failed') or failed_at is not null)
);

create index deliveries_by_invoice on deliveries (tenant_id, invoice_id, queued_at desc, id desc);

create table delivery_events (
  tenant_id uuid not null default app.tenant_id(),
  provider_event_id text not null check (length(provider_event_id) between 1 and 200),
  delivery_id uuid not null,
  kind text not null
    check (kind in ('processed', 'delivered', 'bounced', 'dropped', 'deferred', 'opened', 'complained')),
  reason text check (length(reason) <= 1000),
  at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, provider_event_id),
  foreign key (tenant_id, delivery_id) references deliveries (tenant_id, id) on delete cascade
);

create index delivery_events_by_delivery on delivery_events (tenant_id, delivery_id, at);

-- A mail relay is worth stealing: each business has a number of mails a day, counted where two requests cannot both be the last.
create table mail_quotas (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  day date not null,
  sent int not null,
  primary key (tenant_id, day),
  constraint "a business mails at most 200 documents a day" check (sent between 1 and 200)
);

call app.guard('deliveries');
call app.guard('delivery_events');
call app.guard('mail_quotas');

create policy staff on deliveries to app_staff using (true) with check (true);
create policy system on deliveries to app_system using (true) with check (true);
create policy system on delivery_events to app_system using (true) with check (true);
create policy staff on mail_quotas to app_staff using (true) with check (true);

grant select on deliveries to app_staff;
grant insert (id, invoice_id, recipient, subject, message, queued_at) on deliveries to app_staff;
grant update (state, reason, attempts, unknown_since, queued_at, failed_at) on deliveries to app_staff;
grant select on deliveries to app_system;
grant update (
  state, reason, attempts, unknown_since, provider_message_id, accepted_at, delivered_at, opened_at, failed_at
) on deliveries to app_system;
grant select on delivery_events to app_system;
grant insert (provider_event_id, delivery_id, kind, reason, at) on delivery_events to app_system;
grant select, insert (day, sent), update (sent) on mail_quotas to app_staff;
