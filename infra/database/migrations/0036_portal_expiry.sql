-- Documents that were once open in a browser: a session that has ended is kept for a week, as those of staff are.
create policy gate_forgets on portal_sessions for delete to crmfex_gate using (true);
grant delete on portal_sessions to crmfex_gate;
create index portal_sessions_by_expiry on portal_sessions (expires_at);

create function gate.forget_portal_sessions() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from public.portal_sessions where expires_at < now() - interval '7 days'
$$;
revoke all on function gate.forget_portal_sessions from public;
grant execute on function gate.forget_portal_sessions to crmfex_jobs;
-- Last: whoever gives a function away can no longer say who may run it.
alter function gate.forget_portal_sessions owner to crmfex_gate;
