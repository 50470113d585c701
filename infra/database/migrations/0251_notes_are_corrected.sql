-- What is wrong about somebody must be put right also when its author has left: owners and administrators correct and delete any note.
create function app.manages() returns boolean language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select exists (
    select from members m where m.tenant_id = app.tenant_id() and m.user_id = app.user_id() and m.role in ('owner', 'admin')
  )
$$;
revoke all on function app.manages from public;
grant execute on function app.manages to app_staff;
create policy managers_correct on client_notes for update to app_staff using ((select app.manages())) with check ((select app.manages()));
create policy managers_delete on client_notes for delete to app_staff using ((select app.manages()));
