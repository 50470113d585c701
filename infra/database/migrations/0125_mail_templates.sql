-- The texts of a business's mails, where it has written its own.

create table mail_templates (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  kind text not null
    constraint "a text of mails is of a known kind"
    check (kind in ('invoice', 'reminderFirst', 'reminderSecond', 'reminderFinal', 'statement', 'paymentReceived', 'cancelled', 'returned', 'free')),
  language text not null check (language in ('tr', 'en')),
  subject text not null check (length(subject) between 1 and 200),
  body text not null check (length(body) between 1 and 5000),
  -- 1 is our own text, which has no row.
  version int not null default 2 check (version > 1),
  updated_by uuid default app.user_id(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, kind, language)
);
call app.guard('mail_templates');
create policy staff on mail_templates to app_staff using (true) with check (true);
create policy system on mail_templates for select to app_system using (true);
grant select, delete, insert (kind, language, subject, body), update (subject, body, version, updated_by, updated_at)
  on mail_templates to app_staff;
grant select on mail_templates to app_system;
