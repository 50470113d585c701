-- Returns and opening balances are found without reading the whole business.
create index invoices_by_kind on invoices (tenant_id, kind, created_at, id);
