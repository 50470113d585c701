-- People see what of their business's work did not succeed, and have it tried again.
-- What a message holds are ids of the own business; what went wrong inside, in the words of machines, stays with the operator.
grant select (queue, body, created_at, attempts, next_at) on outbox to app_staff;
grant update (attempts, next_at) on outbox to app_staff;
-- Only what the queue gave up is theirs to touch.
create policy staff_retry on outbox for update to app_staff using (attempts >= 5) with check (attempts = 0);
create index outbox_stuck on outbox (tenant_id, created_at) where attempts >= 5;
create index deliveries_failed on deliveries (tenant_id, failed_at desc) where state in ('bounced', 'failed');
