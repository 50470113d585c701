// What of an export is not taken as it stands, written by hand: every other table and column comes in word for word.

/** Tables of an export that an import reads past, each with the reason. */
export const tablesPassedOver: Record<string, string> = {
  activity: 'entries on their way to the log; they go straight into it',
  invitations: 'let people into the business there; whoever is to belong here is invited here',
  invoice_archives:
    'names cases of the archive there; the triggers of invoices let every print wait for the archive of this place anew',
  mail_quotas: 'counts what was sent from there',
  mail_servers: 'would need a password, which no export holds',
  member_restrictions: 'restrictions of members, who are not taken over either',
  members: 'who belongs to this business is decided here',
  people: 'shown as people to invite, and never made members',
  tenants: 'its settings become those of the business that is there already',
};

/** Columns of the settings that stay those of the business that imports. */
export const settingsKept = ['id', 'version', 'created_at'];

const secret = `sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))`;

/** Secrets that an export leaves out, and a row needs: made of chance, so that nobody holds what opens them. */
export const columnsMade: Record<string, string> = {
  'mail_tokens.token_hash': secret,
  'portal_links.token_hash': secret,
};

const overImports = `case when r.state in ('done', 'undone', 'refused') then r.state when r.state in ('running', 'undoing') then 'done' else 'refused' end`;
const waitedLong = `'left unfinished where it was exported'`;

/** What was under way there is not under way here, and nothing starts by itself: columns by an expression over the row `r`. */
export const columnsSettled: Record<string, string> = {
  'deliveries.failed_at': `case when r.state = 'queued' then coalesce(r.failed_at, now()) else r.failed_at end`,
  'deliveries.reason': `case when r.state = 'queued' then coalesce(r.reason, ${waitedLong}) else r.reason end`,
  'deliveries.state': `case when r.state = 'queued' then 'failed' else r.state end`,
  'imports.refusal': `case when r.state in ('done', 'undone', 'running', 'undoing', 'refused') then r.refusal else 'import.failed' end`,
  'imports.state': overImports,
  // Asked for again by whoever looks at the document.
  'invoices.pdf_state': `case when r.pdf_state = 'pending' then 'failed' else r.pdf_state end`,
  // Both places would write to the same clients: an owner turns them on when the other one no longer does.
  'reminder_plans.is_on': 'false',
  'statement_plans.is_on': 'false',
};

/** Order that no foreign key tells: a value of a custom field is checked against the field. */
export const parentsBeside: Record<string, readonly string[]> = {
  clients: ['custom_fields'],
  products: ['custom_fields'],
};

/** A uuid that names a person of the house. No foreign key tells, since people come and go. */
export const namesPerson = (column: string): boolean => /_by$|^(user|author)_id$/.test(column);
