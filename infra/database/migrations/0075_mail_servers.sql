-- The own mail server of a business, and through which server each mail left.

create table mail_servers (
  tenant_id uuid not null default app.tenant_id() references tenants on delete cascade,
  host text not null check (length(host) between 4 and 253),
  port int not null
    constraint "a mail server listens on 465, 587 or 2525" check (port in (465, 587, 2525)),
  username text not null check (length(username) between 1 and 254),
  -- Ciphertext under a key of the vault: useless without it, and never part of an answer.
  password_key_id text not null check (length(password_key_id) <= 200),
  password_sealed bytea not null check (octet_length(password_sealed) between 69 and 4200),
  from_name text not null check (length(from_name) between 1 and 120),
  from_address text not null check (length(from_address) between 3 and 254),
  reply_to text check (length(reply_to) between 3 and 254),
  checked_at timestamptz not null,
  primary key (tenant_id)
);

call app.guard('mail_servers');
create policy staff on mail_servers to app_staff using (true) with check (true);
create policy system on mail_servers for select to app_system using (true);
grant select, delete on mail_servers to app_staff;
grant insert (host, port, username, password_key_id, password_sealed, from_name, from_address, reply_to, checked_at)
  on mail_servers to app_staff;
grant update (host, port, username, password_key_id, password_sealed, from_name, from_address, reply_to, checked_at)
  on mail_servers to app_staff;
grant select on mail_servers to app_system;

-- What a server of their own accepted is accepted for good: nothing more is ever heard of it.
alter table deliveries add column via text not null default 'platform'
  constraint "a mail leaves through our service or the own server" check (via in ('platform', 'own'));
grant update (via) on deliveries to app_system;
