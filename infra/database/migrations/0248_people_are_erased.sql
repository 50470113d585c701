-- Erasure, and it alone, may change which person a row of a business names: to one former member who is nobody.
-- Which columns name a person is said here, by who may change them: erasure reads it from the catalogue, and a test that nothing is missing.
do $$
declare
  named record;
begin
  for named in
    select * from (values
      ('activity', 'actor_id, subject_id, detail, ip, user_agent, country'), ('client_merges', 'merged_by, undone_by'), ('client_notes', 'author_id'),
      ('closings', 'requested_by'), ('deliveries', 'requested_by'), ('exports', 'created_by'), ('files', 'created_by'),
      ('imports', 'created_by, acted_by'), ('invitations', 'invited_by, inviter_name'),
      ('invoices', 'created_by, updated_by, issued_by, cancelled_by'), ('mail_choices', 'recorded_by'), ('mail_templates', 'updated_by'),
      ('payment_allocations', 'created_by'), ('payment_voids', 'voided_by'), ('payments', 'created_by'),
      ('portal_links', 'created_by, revoked_by'), ('privacy_requests', 'created_by'), ('reminder_holds', 'created_by'),
      ('removed_drafts', 'removed_by'), ('restrictions', 'restricted_by, lifted_by'), ('statement_opt_outs', 'created_by'),
      ('tenant_exports', 'requested_by'), ('tenant_imports', 'requested_by')
    ) n (relation, columns)
  loop
    execute format('grant update (%s) on %I to crmfex_maintenance', named.columns, named.relation);
  end loop;
end
$$;

-- Erasure may change nothing else of a row, so what guards the facts of a row, or tells of a change, need not look at it.
do $$
declare
  found record;
begin
  for found in
    select t.tgname, t.tgrelid::regclass as relation, pg_get_triggerdef(t.oid) as definition from pg_trigger t
    where not t.tgisinternal and (t.tgrelid, t.tgname) in (
      ('public.invoices'::regclass, 'keep_facts'), ('public.payments'::regclass, 'keep_payment'),
      ('public.deliveries'::regclass, 'tell_client'), ('public.deliveries'::regclass, 'tell_invoice'))
  loop
    execute format('drop trigger %I on %s', found.tgname, found.relation);
    execute case when found.definition ~ ' WHEN \('
      then regexp_replace(found.definition, ' WHEN \(', ' WHEN (current_user <> ''crmfex_maintenance'' and ')
      else replace(found.definition, ' EXECUTE FUNCTION ', ' WHEN (current_user <> ''crmfex_maintenance'') EXECUTE FUNCTION ') end;
  end loop;
end
$$;

-- Who wrote something, for people to read: a name, nobody at all, or '' for somebody who is no longer a member.
create function app.actor_name(actor uuid) returns text language sql stable as $$
  select case when actor is not null then coalesce((select u.name from public.users u where u.id = actor), '') end
$$;
revoke all on function app.actor_name from public;
grant execute on function app.actor_name to app_staff, app_system;
