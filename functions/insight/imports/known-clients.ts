// Whether a client is there already: by tax number, by e-mail, and by name where neither says otherwise.
import { fold } from '../../../shared/fold.ts';
import type { ClientKeys, KnownClient } from '../../crm/clients/many-store.ts';

export type ClientMark = { name: string; email: string | null; taxNumber: string | null };

const emailKey = (email: string | null) => email?.toLowerCase() ?? null;

export function clientKeys(marks: readonly ClientMark[]): ClientKeys {
  return {
    taxNumbers: marks.flatMap(({ taxNumber }) => taxNumber ?? []),
    emails: marks.flatMap(({ email }) => emailKey(email) ?? []),
    names: marks.map(({ name }) => fold(name)),
  };
}

/** The keys under which a client is remembered within an import, the surest first. */
export function marksOf({ name, email, taxNumber }: ClientMark): string[] {
  if (taxNumber) return [`tax ${taxNumber}`];
  if (email) return [`mail ${email.toLowerCase()}`];
  return [`name ${fold(name)}`];
}

const agree = (one: string | null, other: string | null) => one === null || other === null || one === other;

/** Found clients by each of their keys. */
export function clientIndex(known: readonly KnownClient[]) {
  const by = (keyOf: (client: KnownClient) => string | null) => {
    const map = new Map<string, KnownClient>();
    for (const client of known) {
      const key = keyOf(client);
      if (key !== null && !map.has(key)) map.set(key, client);
    }
    return map;
  };
  const byNumber = by(({ taxNumber }) => taxNumber);
  const byEmail = by((client) => client.emailKey);
  const byName = by(({ nameKey }) => nameKey);
  return ({ name, email, taxNumber }: ClientMark): KnownClient | undefined => {
    const sure = taxNumber ? byNumber.get(taxNumber) : undefined;
    if (sure) return sure;
    const mailed = email ? byEmail.get(email.toLowerCase()) : undefined;
    if (mailed && agree(mailed.taxNumber, taxNumber)) return mailed;
    const named = byName.get(fold(name));
    const isSame = named && agree(named.taxNumber, taxNumber) && agree(named.emailKey, emailKey(email));
    return isSame ? named : undefined;
  };
}
