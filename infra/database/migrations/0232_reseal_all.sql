-- Everything that is sealed under a key of the vault is sealed anew under the newest one, so that older keys can be given up.
grant update (password_key_id, password_sealed) on mail_servers to crmfex_maintenance;
grant update (seed_key_id, seed) on authenticators to crmfex_maintenance;
create policy maintenance_reseals on mail_servers for update to crmfex_maintenance using (true) with check (true);
create policy maintenance_reseals on authenticators for update to crmfex_maintenance using (true) with check (true);
