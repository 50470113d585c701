-- The facts of an issued invoice stay, except that its client follows a merge, to which `check_moved` sees.
drop trigger keep_facts on invoices;
create trigger keep_facts before update on invoices for each row
  when (old.client_id = new.client_id or old.state = 'draft') execute function app.keep_invoice_facts();
