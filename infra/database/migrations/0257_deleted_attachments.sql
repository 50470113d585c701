-- A mail remembers that a file was to go along even when the file is gone for good, so that it never leaves without it and without a word.
alter table delivery_files
  alter column file_id drop not null,
  drop constraint delivery_files_tenant_id_file_id_fkey,
  add foreign key (tenant_id, file_id) references files (tenant_id, id) on delete set null (file_id);
