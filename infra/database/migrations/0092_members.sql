-- Who belongs to a business changes by its own people; what must never happen to owners is refused here.
create policy staff_changes on members for update to app_staff using (true);
create policy staff_removes on members for delete to app_staff using (true);
grant update (role), delete on members to app_staff;
alter table members add column last_entered_at timestamptz;
grant select (last_entered_at) on members to app_identity;
-- As app.tell_changes, but going from one business to another is no news.
create trigger tell_change after insert or delete or update of role on members
  for each row execute function app.tell_change('member', 'user_id', 'tenant_id');

-- One at a time within a business: two owners who step down at once would each see the other still there.
create function app.keep_owners() returns trigger language plpgsql as $$
declare
  actor_role text;
begin
  -- Below a cascade the business or the person itself goes.
  if pg_trigger_depth() > 1 or current_user = 'crmfex_maintenance' then return coalesce(new, old); end if;
  perform pg_advisory_xact_lock(hashtextextended('owners ' || old.tenant_id, 0));
  if app.actor_kind() = 'staff' and app.user_id() is not null then
    select m.role into actor_role from public.members m where m.tenant_id = old.tenant_id and m.user_id = app.user_id();
    if actor_role is distinct from 'owner' and (old.role = 'owner' or (tg_op = 'UPDATE' and new.role = 'owner')) then
      raise exception 'only an owner decides about owners' using errcode = 'CF403';
    end if;
  end if;
  if old.role = 'owner' and (tg_op = 'DELETE' or new.role <> 'owner')
    and not exists (select from public.members m where m.tenant_id = old.tenant_id and m.role = 'owner' and m.user_id <> old.user_id) then
    raise exception 'a business has an owner' using errcode = '23514', constraint = 'a business has an owner';
  end if;
  return coalesce(new, old);
end
$$;
revoke all on function app.keep_owners from public;
grant execute on function app.keep_owners to app_staff;
create trigger keep_owners before update of role or delete on members for each row execute function app.keep_owners();
