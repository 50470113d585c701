// SQL of drafts that were deleted: kept aside for thirty days as they were typed.
import * as z from 'zod';
import { Client } from '../../../shared/clients.ts';
import { InvoiceInput } from '../../../shared/invoices.ts';
import { Instant } from '../../../shared/fields.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';
import { columnsOf } from './columns.ts';
import { marks } from './columns-of-marks.ts';

// A field that the contract gained since has its default when the draft comes back.
const Removed = z.strictObject({ draft: InvoiceInput.partial().required({ clientId: true }), createdAt: Instant });
export type Removed = z.infer<typeof Removed>;

export const keepRemoved = (id: string, draft: InvoiceInput, { createdAt, at }: { createdAt: string; at: Date }) =>
  command(
    `insert into removed_drafts (id, draft, created_at, removed_at, marks)
     select $1, $2, $3, $4, ${marks} from invoices i where i.id = $1
     on conflict (tenant_id, id) do update
     set draft = excluded.draft, created_at = excluded.created_at, removed_at = excluded.removed_at, marks = excluded.marks`,
    [id, json(draft), createdAt, at],
  );

export const getRemoved = (id: string): Statement<Removed> =>
  query(Removed, 'select draft, created_at from removed_drafts where id = $1 for update', [id]);

/** The client of a removed draft as it stands now. */
export function removedClient(id: string): Statement<Client> {
  const columns = columnsOf(Client).map((column) => `c.${column}`);
  return query(
    Client,
    `select ${columns.join(', ')} from removed_drafts d join clients c on c.id = (d.draft ->> 'clientId')::uuid where d.id = $1`,
    [id],
  );
}

export const dropRemoved = (id: string) => command('delete from removed_drafts where id = $1', [id]);
