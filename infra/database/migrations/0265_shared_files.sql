-- Attachments of an invoice that its client sees in the portal, and when the client first opened each.
alter table files
  add column is_shared boolean not null default false,
  add column first_opened_at timestamptz,
  -- By its client and not by its invoice: a file outlives a deleted draft until the timer clears it away.
  add constraint "only an attachment of an invoice is shared"
    check (not is_shared or (purpose = 'attachment' and client_id is null));

grant insert (is_shared), update (is_shared) on files to app_staff;

-- The files beside the one document that the session is for, ready and not deleted, and of them only what a reader needs.
create policy portal on files to app_portal
  using (invoice_id = (select app.document_id()) and purpose = 'attachment' and is_shared and state = 'ready' and deleted_at is null);
grant select (tenant_id, id, name, content_type, size_bytes, created_at, first_opened_at), update (first_opened_at)
  on files to app_portal;
