-- What the house wrote to somebody belongs to what it holds about them: they may read it, and nobody else's.
create policy identity_reads_own on mails for select to app_identity
  using (recipient = (select app.email()) or user_id = (select app.user_id()));
grant select (tenant_id, id, template, recipient, language, created_at, sent_at, dropped_reason, user_id) on mails to app_identity;
