-- No way in around the age gate: whatever makes an account, now or later, has the proof in the same transaction, or makes none.
create function app.require_age() returns trigger language plpgsql as $$
begin
  -- Read as whoever made the account, who sees the consents of this very person.
  if not exists (select from public.consents c where c.user_id = new.id and c.purpose = 'age' and c.is_given) then
    raise exception 'an account without proof of age' using errcode = '23514', constraint = 'account_passed_the_age_gate', table = 'users';
  end if;
  return null;
end
$$;
revoke all on function app.require_age from public;
-- Deferred, since a consent names its person, who comes first. A restore brings accounts and consents back as they were.
create constraint trigger account_passed_the_age_gate after insert on users deferrable initially deferred
  for each row when (current_user like 'app\_%') execute function app.require_age();
