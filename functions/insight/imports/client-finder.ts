// The client that a document of before belongs to: found by what the row says of it, or made on the way.
import { ClientCreate } from '../../../shared/clients.ts';
import type { Client } from '../../../shared/clients.ts';
import { isTckn } from '../../../shared/tax-number.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import type { KnownClient } from '../../crm/clients/many-store.ts';
import { completeClient, type NewClient } from './client-rows.ts';
import { byContract, said, textOf, type Reading, type TypedRow } from './kind.ts';
import { clientIndex, clientKeys, marksOf, type ClientMark } from './known-clients.ts';
import type { RowError } from './store.ts';

const columns: Record<string, string> = { name: 'clientName', email: 'clientEmail', taxNumber: 'clientTaxNumber' };

/** What a row says of its client, by the contract of clients. */
export async function readMark(
  reading: Reading,
  row: TypedRow,
): Promise<{ mark: ClientMark } | { errors: RowError[] }> {
  const name = textOf(row, 'clientName');
  if (name === null) return { errors: [said(reading, 'clientName', 'import.noClient')] };
  const [email, taxNumber] = [textOf(row, 'clientEmail'), textOf(row, 'clientTaxNumber')];
  const kind = isTckn(taxNumber ?? '') ? 'person' : 'company';
  const read = await byContract(
    reading,
    ClientCreate,
    { kind, name, email, taxNumber },
    ([field = '']) => columns[field] ?? null,
  );
  if ('errors' in read) return read;
  return { mark: { name: read.value.name, email: read.value.email ?? null, taxNumber: read.value.taxNumber ?? null } };
}

export const clientsLooked = (marks: readonly ClientMark[]) => clientStatements.findByKeys(clientKeys(marks));

export type Found = { client: Client; isNew: boolean };

/** Remembers whom it made, so that the next document of the same client finds it. */
export function clientFinder(reading: Reading, known: readonly KnownClient[]) {
  const find = clientIndex(known);
  const made = new Map<string, Client>();
  const inserts: NewClient[] = [];
  function clientFor(mark: ClientMark): Found {
    const found = find(mark);
    if (found) return { client: found, isNew: false };
    const key = marksOf(mark)[0] ?? '';
    const before = made.get(key);
    if (before) return { client: before, isNew: false };
    const kind = isTckn(mark.taxNumber ?? '') ? 'person' : 'company';
    const whole = completeClient(reading, { kind, ...mark });
    const at = reading.at.toISOString();
    const client: Client = { ...whole, archivedAt: null, mergedInto: null, version: 1, createdAt: at, updatedAt: at };
    made.set(key, client);
    inserts.push(whole);
    return { client, isNew: true };
  }
  /** When its document is not entered after all. */
  function forget(id: string): void {
    const place = inserts.findIndex((one) => one.id === id);
    if (place >= 0) inserts.splice(place, 1);
    for (const [key, client] of made) if (client.id === id) made.delete(key);
  }
  return { clientFor, forget, inserts };
}
