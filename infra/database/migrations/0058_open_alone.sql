-- Sums of what is open are read from the index alone: the planner cannot know how few of all that are.
drop index invoices_open;
create index invoices_open on invoices (tenant_id, client_id, due_date, id) include (currency, settled_minor, total_minor)
  where state = 'issued' and kind <> 'return' and settled_minor < total_minor;
