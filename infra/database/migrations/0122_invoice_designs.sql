-- How an invoice is drawn: a design per business, another one per invoice, and labels in two languages at once.

alter table tenants add column invoice_design text not null default 'classic'
  constraint "a design of invoices is one of ours" check (invoice_design in ('classic', 'modern', 'compact'));
-- Null while a draft follows the business, and for documents of before there was a choice: those are classic.
alter table invoices
  add column design text constraint "an invoice has a design of ours" check (design in ('classic', 'modern', 'compact')),
  add column is_bilingual boolean not null default false;
-- Null is no.
alter table clients add column is_bilingual boolean;

grant update (invoice_design) on tenants to app_staff;
grant insert (design, is_bilingual), update (design, is_bilingual) on invoices to app_staff;
grant insert (is_bilingual), update (is_bilingual) on clients to app_staff;
grant select (is_bilingual) on invoices to app_portal;
