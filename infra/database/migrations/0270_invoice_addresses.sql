-- Which of the client's addresses an invoice is billed to, and where it is delivered; from issue on both are facts like the rest.

alter table client_addresses add constraint "an address is known by its client" unique (tenant_id, client_id, id);

alter table invoices
  -- Of the client's further addresses; null for its own.
  add column billing_address_id uuid,
  add column delivery_address_id uuid,
  -- Of a draft: one that is typed for it alone. Of an issued invoice: what is printed, wherever it came from.
  add column delivery_address jsonb
    constraint "a delivery address is named parts" check (jsonb_typeof(delivery_address) = 'object' and length(delivery_address::text) <= 2000),
  -- A draft holds on to the addresses it names, an issued invoice does not: it has its own copy.
  add column drafted_billing_address_id uuid generated always as (case when state = 'draft' then billing_address_id end) stored,
  add column drafted_delivery_address_id uuid generated always as (case when state = 'draft' then delivery_address_id end) stored,
  add constraint "a draft is delivered to one place" check (state <> 'draft' or delivery_address_id is null or delivery_address is null),
  -- At the end of the transaction: a merge moves drafts and addresses one after the other.
  add constraint "a draft is billed to an address of its client"
    foreign key (tenant_id, client_id, drafted_billing_address_id) references client_addresses (tenant_id, client_id, id)
    on delete no action deferrable initially deferred,
  add constraint "a draft is delivered to an address of its client"
    foreign key (tenant_id, client_id, drafted_delivery_address_id) references client_addresses (tenant_id, client_id, id)
    on delete no action deferrable initially deferred;

-- Whether a draft names an address is asked when one is deleted.
create index invoices_drafted_billing on invoices (tenant_id, drafted_billing_address_id) where drafted_billing_address_id is not null;
create index invoices_drafted_delivery on invoices (tenant_id, drafted_delivery_address_id) where drafted_delivery_address_id is not null;

grant insert (billing_address_id, delivery_address_id, delivery_address), update (billing_address_id, delivery_address_id, delivery_address)
  on invoices to app_staff;
grant select (delivery_address) on invoices to app_portal;
