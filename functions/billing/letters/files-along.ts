// Files that somebody chose to go along with a mail: whether they may, and the rows that say so.
import * as z from 'zod';
import { mailBytesMax } from '../../../shared/deliveries.ts';
import { Problem, type FieldProblem } from '../../../shared/problem.ts';
import type { Tx } from '../../platform/flush.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

/** Whose files may go: those of one invoice, or all of a client, of its invoices too. */
type Owner = { invoiceId: string } | { clientId: string };

const FileToSend = z.strictObject({ id: z.uuid(), sizeBytes: z.int() });

/** Those of the files that were examined and belong there. */
function filesToSend(ids: readonly string[], owner: Owner): Statement<z.infer<typeof FileToSend>> {
  const [belongs, ownerId] =
    'invoiceId' in owner
      ? ['f.invoice_id = $2', owner.invoiceId]
      : ['coalesce(f.client_id, i.client_id) = $2', owner.clientId];
  return query(
    FileToSend,
    `select f.id, f.size_bytes from files f left join invoices i on i.tenant_id = f.tenant_id and i.id = f.invoice_id
     where f.id = any ($1::uuid[]) and f.purpose = 'attachment' and f.state = 'ready' and f.deleted_at is null and ${belongs}`,
    [ids, ownerId],
  );
}

const insertFile = (deliveryId: string, position: number, fileId: string) =>
  command('insert into delivery_files (delivery_id, position, file_id) values ($1, $2, $3)', [
    deliveryId,
    position,
    fileId,
  ]);

/**
 * The statements that let files go along with a mail, in their order.
 * @throws Problem `unprocessable` with a pointer per file that may not go, or when they weigh too much together
 */
export async function filesAlong(
  tx: Pick<Tx, 'read'>,
  deliveryId: string,
  fileIds: readonly string[],
  owner: Owner,
): Promise<Statement<never>[]> {
  if (fileIds.length === 0) return [];
  const [found] = await tx.read([filesToSend(fileIds, owner)]);
  const wrong = fileIds.flatMap((id, place): FieldProblem[] => {
    const isGood = found.some((file) => file.id === id) && fileIds.indexOf(id) === place;
    return isGood ? [] : [{ pointer: `#/fileIds/${place}`, key: 'mail.fileUnknown' }];
  });
  if (wrong.length > 0) throw new Problem('unprocessable', 'mail.fileUnknown', {}, wrong);
  const bytes = found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (bytes > mailBytesMax)
    throw new Problem('unprocessable', 'mail.tooLarge', {}, [{ pointer: '#/fileIds', key: 'mail.tooLarge' }]);
  return fileIds.map((fileId, place) => insertFile(deliveryId, place + 1, fileId));
}
