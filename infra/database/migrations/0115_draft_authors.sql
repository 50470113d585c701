-- Who last wrote on a draft, so that whoever meets their change in another window knows whom to ask.
alter table invoices add column updated_by uuid default app.user_id();
grant update (updated_by) on invoices to app_staff;
