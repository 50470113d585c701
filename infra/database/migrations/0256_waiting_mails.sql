-- A mail that cannot leave for the moment waits for its next try, in sight of everybody; tries without an answer are counted by themselves.
alter table deliveries
  add column next_try_at timestamptz,
  add column unanswered integer not null default 0 check (unanswered >= 0),
  add constraint "only a queued mail waits for its next try" check (state = 'queued' or next_try_at is null);
grant update (next_try_at, unanswered) on deliveries to app_system;
grant update (unanswered) on deliveries to app_staff;

-- The job of a message asks the timer to send it again at a time of its own.
grant update (next_at) on outbox to app_system;
create function app.defer_message(message uuid, at timestamptz) returns void language plpgsql volatile as $$
begin
  update public.outbox set next_at = at where tenant_id = app.tenant_id() and id = message;
  if not found then raise exception 'another delivery was faster' using errcode = 'CF410'; end if;
end
$$;
revoke all on function app.defer_message from public;
grant execute on function app.defer_message to app_system;
