// What goes along with a mail: the print of its invoice, and files that were examined; each with the hash of its bytes.
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { fileKey } from '../../office/files/files.ts';
import type { MailAttachment } from '../../integrations/mail/port.ts';
import type { Context } from '../../platform/context.ts';
import { query, type Statement } from '../../platform/statement.ts';

const FileOfMail = z.union([
  z.strictObject({ id: z.uuid(), name: z.string(), contentType: z.string(), sha256: z.instanceof(Buffer) }),
  z.strictObject({ id: z.null(), name: z.null(), contentType: z.null(), sha256: z.null() }),
]);
export type FileOfMail = z.infer<typeof FileOfMail>;

/** The files of a mail in their order; all null stands for one that was deleted since the mail was asked for. */
export const filesOfMail = (deliveryId: string): Statement<FileOfMail> =>
  query(
    FileOfMail,
    `select f.id, f.name, f.content_type, f.sha256 from delivery_files d
     left join files f on f.tenant_id = d.tenant_id and f.id = d.file_id and f.state = 'ready' and f.deleted_at is null
     where d.delivery_id = $1 order by d.position`,
    [deliveryId],
  );

export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** The very bytes that were examined; null when one is deleted, gone, or no longer those. */
export async function readFiles(
  ctx: Context,
  tenantId: string,
  files: readonly FileOfMail[],
): Promise<MailAttachment[] | null> {
  const attachments: MailAttachment[] = [];
  for (const { id, name, contentType, sha256 } of files) {
    if (id === null) return null;
    const bytes = await ctx.ports.blobs.get(fileKey(tenantId, id));
    if (!bytes || !hashOf(bytes).equals(sha256)) return null;
    attachments.push({ fileName: name, contentType, bytes });
  }
  return attachments;
}
