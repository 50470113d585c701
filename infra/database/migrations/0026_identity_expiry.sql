-- What identity keeps for a while only: attempts and tokens a day, the sign-in log thirty days, ended sessions a week.
create function gate.forget_identity() returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  delete from public.user_tokens where expires_at < now() - interval '1 day';
  delete from public.sign_ups where expires_at < now();
  delete from public.sign_ins where at < now() - interval '30 days';
  delete from public.sign_in_failures where last_at < now() - interval '30 days';
  delete from public.mails where created_at < now() - interval '30 days';
  delete from public.sessions where expires_at < now() - interval '7 days' or last_seen_at < now() - interval '7 days';
$$;
revoke all on function gate.forget_identity from public;
grant execute on function gate.forget_identity to crmfex_jobs;
alter function gate.forget_identity owner to crmfex_gate;
grant delete on sessions to crmfex_gate;
