// A file that was uploaded and examined, put where the product keeps it without going through an upload.
import { createHash } from 'node:crypto';
import { newId } from '../../shared/ids.ts';
import type { Business, World } from './billing-world.ts';

/** @param changes columns that are to be otherwise. @returns the file's id */
export async function storedFile(
  { database, ports }: World,
  { tenantId }: Business,
  owner: { client?: string; invoice?: string },
  changes: Record<string, unknown> = {},
): Promise<string> {
  const bytes = Buffer.from('%PDF-1.7 örnek');
  const contentType = 'application/pdf';
  const row = {
    ...{ tenant_id: tenantId, id: newId(), purpose: 'attachment', name: 'Çağrı.pdf', content_type: contentType },
    ...{ client_id: owner.client ?? null, invoice_id: owner.invoice ?? null, size_bytes: bytes.length, state: 'ready' },
    ...{ sha256: createHash('sha256').update(bytes).digest(), ready_at: new Date(), refusal: null },
    ...changes,
  };
  const names = Object.keys(row);
  await database.admin.query(
    `insert into files (${names.join(', ')}) values (${names.map((_, place) => `$${place + 1}`).join(', ')})`,
    Object.values(row),
  );
  await ports.blobs.put(`${tenantId}/files/${row.id}`, bytes, { contentType });
  return row.id;
}
