// What kind of data a table holds, in the words of a notification.

const categories: readonly [RegExp, string][] = [
  [/^(client_contacts|client_addresses)$/, 'Contact details of clients’ people'],
  [/^(clients|client_notes|client_tags|custom_fields|client_merge|search_entries)/, 'Details of clients'],
  [/^(invoice|number_series|removed_drafts|portal_links|portal_sessions)/, 'Invoices'],
  [/^(payment|reminder|statement)/, 'Payments, reminders and statements'],
  [/^(deliver|mail|mails|idempotency_keys|outbox)/, 'Mails and their content'],
  [/^(member|session|invitation|saved_views)/, 'Members and their sessions'],
  [/^(file|export|import)/, 'Files, imports and exports'],
  [/^(consent|restriction|privacy_request|closing)/, 'Consents, restrictions and requests of people'],
  [/^(activity|change)/, 'Who did what'],
  [/^(product|tag)/, 'Products'],
];

/** Tables that no line names are named by themselves, so that nothing is left out of a notification. */
export const categoryOf = (table: string): string =>
  categories.find(([pattern]) => pattern.test(table))?.[1] ?? `Other records: ${table.replaceAll('_', ' ')}`;
