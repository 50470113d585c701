-- An export of a large business is made by one run at a time, although the timer sends a message again that takes long.
-- Whoever makes it holds it and says so every few seconds; one that died lets go after a minute.
alter table tenant_exports add column held_until timestamptz;
grant update (held_until) on tenant_exports to app_system;
