-- What waits to be archived knows since when: the instant at which its row was written, whatever clock its print was drawn by.
alter table invoice_archives add column waits_since timestamptz not null default now();
drop index invoice_archives_waiting;
create index invoice_archives_waiting on invoice_archives (tenant_id, invoice_id, state) include (waits_since) where archived_at is null;
