-- Mails of every kind: each is to a client, some are about an invoice, and what was sent is kept word for word.

alter table deliveries
  alter column invoice_id drop not null,
  add column client_id uuid,
  add column kind text not null default 'invoice'
    constraint "a mail is of a known kind"
    check (kind in ('invoice', 'reminderFirst', 'reminderSecond', 'reminderFinal', 'statement', 'paymentReceived', 'cancelled', 'returned', 'free')),
  add column language text check (language in ('tr', 'en')),
  add column recipient_name text check (length(recipient_name) between 1 and 200),
  add column cc jsonb not null default '[]'
    constraint "a mail goes to at most ten people in copy" check (jsonb_typeof(cc) = 'array' and jsonb_array_length(cc) <= 10),
  -- Whether the print of what the mail is about goes along.
  add column with_print boolean not null default true,
  -- What was sent, word for word, save the secrets of its links.
  add column html text check (length(html) <= 500000),
  add column body_text text check (length(body_text) <= 100000),
  add column attachments jsonb not null default '[]'
    constraint "the attachments of a mail are a list" check (jsonb_typeof(attachments) = 'array');

-- Rows of before learn whose they are while the guard looks away: it admits one tenant at a time.
alter table deliveries no force row level security;
alter table invoices no force row level security;
alter table deliveries disable trigger user;
update deliveries d set client_id = i.client_id, language = i.language
  from invoices i where i.tenant_id = d.tenant_id and i.id = d.invoice_id;
alter table deliveries enable trigger user;
alter table deliveries force row level security;
alter table invoices force row level security;

alter table deliveries
  alter column client_id set not null,
  add constraint "a client with mails cannot be deleted"
    foreign key (tenant_id, client_id) references clients (tenant_id, id) on delete restrict,
  drop constraint "a mail is queued, accepted, delivered, opened, bounced or failed",
  add constraint "a mail is queued, accepted, delivered, opened, bounced, failed or unknown"
    check (state in ('queued', 'accepted', 'delivered', 'opened', 'bounced', 'failed', 'unknown')),
  drop constraint "a bounced or failed mail has a time",
  add constraint "a mail that went wrong has a time" check (state not in ('bounced', 'failed', 'unknown') or failed_at is not null);
create index deliveries_by_client on deliveries (tenant_id, client_id, queued_at desc, id desc);
drop index deliveries_gone_wrong;
drop index deliveries_failed;
create index deliveries_gone_wrong on deliveries (tenant_id, queued_at, id) where state in ('bounced', 'failed', 'unknown');
create index deliveries_failed on deliveries (tenant_id, failed_at desc) where state in ('bounced', 'failed', 'unknown');

-- A change of a mail is one of its client, and of its invoice if it is about one.
drop trigger tell_change on deliveries;
create trigger tell_client after insert or update on deliveries
  for each row execute function app.tell_change('client', 'client_id', 'tenant_id');
create trigger tell_invoice after insert or update on deliveries
  for each row when (new.invoice_id is not null) execute function app.tell_change('invoice', 'invoice_id', 'tenant_id');

-- Files that go along, in their order.
create table delivery_files (
  tenant_id uuid not null default app.tenant_id(),
  delivery_id uuid not null,
  position int not null check (position between 1 and 20),
  file_id uuid not null,
  primary key (tenant_id, delivery_id, position),
  constraint "a file goes along once" unique (tenant_id, delivery_id, file_id),
  foreign key (tenant_id, delivery_id) references deliveries (tenant_id, id) on delete cascade,
  foreign key (tenant_id, file_id) references files (tenant_id, id) on delete cascade
);
create index delivery_files_of_file on delivery_files (tenant_id, file_id);
call app.guard('delivery_files');
create policy staff on delivery_files to app_staff using (true) with check (true);
create policy system on delivery_files to app_system using (true) with check (true);
grant select, insert (delivery_id, position, file_id) on delivery_files to app_staff;
grant select on delivery_files to app_system;

grant insert (client_id, kind, language, recipient_name, cc, with_print), update (client_id) on deliveries to app_staff;
grant update (html, body_text, attachments) on deliveries to app_system;
