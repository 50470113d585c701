// To whom a client's papers go, as SQL.

/** The billing contact of a client, else its primary one, else its own address (`billingAddress` in shared/contacts.ts says the same). */
export const addressOf = (client: string) => `coalesce((
    select p.email from client_contacts p where p.tenant_id = ${client}.tenant_id and p.client_id = ${client}.id and p.email is not null
      and (p.role = 'billing' or p.is_primary)
    order by p.role = 'billing' desc, p.is_primary desc, p.name, p.id limit 1
  ), ${client}.email)`;
