-- The log of mails: read newest first, whole or narrowed to what went wrong.
create index deliveries_by_queued_at on deliveries (tenant_id, queued_at, id);
create index deliveries_gone_wrong on deliveries (tenant_id, queued_at, id) where state in ('bounced', 'failed');
