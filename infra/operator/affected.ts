// Writes for each controller what a breach touches: one JSON and one CSV per business.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { Affected, type AffectedInput } from '../../shared/incidents.ts';
import { ask, type Access } from './access.ts';

const words = (text: string | undefined) => (text ?? '').split(',').filter((word) => word !== '');

export type AffectedOptions = { tenants?: string; users?: string; from?: string; to?: string; out?: string };

/** Returns a line per business for the terminal; the files hold counts and the owners' addresses, nothing else. */
export async function writeAffected(access: Access, options: AffectedOptions): Promise<string[]> {
  const { tenants, users, from = '', to = '', out = 'affected' } = options;
  const input: AffectedInput = { tenantIds: words(tenants), userIds: words(users), from, to };
  const affected = Affected.parse(await ask(access, 'POST', '/operator/affected', input));
  mkdirSync(out, { recursive: true, mode: 0o700 });
  // Users may be of several businesses: their lines are the house's, and go into no controller's file.
  if (affected.users.length > 0)
    writeFileSync(join(out, 'users.json'), `${JSON.stringify(affected.users, null, 2)}\n`, { mode: 0o600 });
  return affected.businesses.map((business) => {
    const { tenantId, records, members, clients, contacts, mailRecipients } = business;
    const whole = { from: affected.from, to: affected.to, ...business };
    writeFileSync(join(out, `${tenantId}.json`), `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 });
    const people = Object.entries({ members, clients, contacts, mailRecipients }).map(([what, count]) => [
      'People',
      what,
      count,
      '',
    ]);
    const rows = records.map(({ category, table, count, inRangeCount }) => [category, table, count, inRangeCount]);
    const csv = stringify([['category', 'of', 'count', 'inRange'], ...people, ...rows], { bom: true });
    writeFileSync(join(out, `${tenantId}.csv`), csv, { mode: 0o600 });
    const touched = records.reduce((sum, { inRangeCount }) => sum + inRangeCount, 0);
    return `${tenantId}: ${records.length} tables, ${touched} records within the time, ${clients} clients, ${contacts} contacts, ${members} members`;
  });
}
