// How a business sorts an invoice `i` for itself, as SQL: its tags and the fields of its own.

/** By the tags' names. */
export const tagIds = `(select coalesce(jsonb_agg(t.id order by t.name), '[]') from invoice_tags l
    join tags t on t.tenant_id = l.tenant_id and t.id = l.tag_id where l.tenant_id = i.tenant_id and l.invoice_id = i.id)`;

/** Both as one value. */
export const marks = `jsonb_build_object('tagIds', ${tagIds}, 'customFields', i.custom_fields)`;
