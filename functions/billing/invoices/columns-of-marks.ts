// How a business sorts an invoice `i` for itself, as SQL: its tags and the fields of its own.

/** Without the tags themselves, which each row of a list would join anew: whoever shows them has their names, and their order. */
export const tagIds = `to_jsonb(array(select l.tag_id from invoice_tags l
    where l.tenant_id = i.tenant_id and l.invoice_id = i.id order by l.tag_id))`;

/** Both as one value. */
export const marks = `jsonb_build_object('tagIds', ${tagIds}, 'customFields', i.custom_fields)`;
