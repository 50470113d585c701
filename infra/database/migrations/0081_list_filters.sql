-- A rare currency is found without reading the whole business.
create index invoices_by_currency on invoices (tenant_id, currency, created_at, id);
