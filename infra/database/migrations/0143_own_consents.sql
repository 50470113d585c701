-- Agreements are seen, given again and taken back by the person themselves; each is a row of its own.
alter table consents drop constraint consent_method_is_known,
  add constraint consent_method_is_known check (method in ('signUp', 'invitation', 'account'));
create policy identity_reads on consents for select to app_identity using (user_id = (select app.user_id()));
grant insert (is_given) on consents to app_identity;
grant select on consents to app_identity;
