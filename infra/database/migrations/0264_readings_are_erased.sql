-- What somebody read of our texts goes when the person goes: the erasure of a business removes it with its people.
create policy maintenance_erases on policy_readings for delete to crmfex_maintenance using (true);
grant delete on policy_readings to crmfex_maintenance;
