// What an export of a business leaves out, written by hand: every table and column that is not here goes along.

/** Tables of a tenant that are no facts of its own, each with the reason. */
export const tablesLeftOut: Record<string, string> = {
  changes: 'what open screens were told; made anew by every write',
  closings: 'the deletion of this business here; another place knows none',
  exports: 'files of a day, which are over by then',
  idempotency_keys: 'answers kept for requests that are sent twice',
  invitation_tokens: 'nothing but secrets of links',
  job_failures: 'what went wrong with jobs here, for whoever runs the platform',
  mails: "mails of the house about people's own accounts; each person's own data hold them",
  outbox: 'work that waits to be done here',
  portal_sessions: 'nothing but secrets of clients who are looking at a document',
  search_entries: 'made from the records that are here',
  sessions: "people's devices; each person's own data hold them",
  sign_ups: 'what somebody typed on the way in, with the hash of a password',
  tenant_exports: 'what was exported before',
  tenant_imports: 'what was imported before, with names of people from elsewhere',
};

/** Columns that hold a secret, or something that only this place can read. */
export const columnsLeftOut: Record<string, string> = {
  'mail_servers.password_key_id': 'names the key of a sealed password',
  'mail_servers.password_sealed': 'a sealed password',
  'mail_tokens.token_hash': 'the hash of a secret that lies in mails',
  'portal_links.token_hash': 'the hash of a secret that lies in mails',
  'client_merges.acting': 'the number of a transaction of this database',
};

/** Columns whose names sound like a secret and that hold none. */
export const columnsAllowed: Record<string, string> = {
  'import_mappings.headers_hash': 'the hash of the headings of a table, to know the same table again',
  'invoices.pdf_key': 'the name of a file of this very export',
  'mail_choices.token_id': 'the id of the mail by which somebody chose',
  'tenants.logo_key': 'the name of a file of this very export',
};

/** A name that nobody may pass over: the test wants it in one of the lists above. */
export const soundsSecret = (column: string): boolean =>
  /token|hash|seed|sealed|password|(^|_)key|secret|credential|acting/.test(column);
