// The logo of the business: checked to be a whole image, kept under a new name each time, the old file cleared away later.
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import type { RawBody } from '../../platform/http.ts';
import { enqueue, finish } from '../../platform/outbox.ts';
import type { Statement } from '../../platform/statement.ts';
import { imageSize } from './image.ts';
import { OldLogo } from './messages.ts';
import { selectLogoUse, selectTenant, updateLogo, type LogoChange } from './store.ts';

const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg' } as const;
type LogoType = keyof typeof extensions;
const isLogoType = (type: string): type is LogoType => Object.hasOwn(extensions, type);

const keyOf = (tenantId: string, logoId: string, extension: 'png' | 'jpg') => `${tenantId}/logo/${logoId}.${extension}`;

/** The message that clears away a replaced logo; none when there was none. */
function clearingAway(ctx: Context, key: string | null): Statement<never>[] {
  const parts = key === null ? null : /\/logo\/([0-9a-f-]{36})\.(png|jpg)$/.exec(key);
  if (!parts) return [];
  return [enqueue(ctx, OldLogo, OldLogo.schema.parse({ logoId: parts[1], extension: parts[2] }))];
}

function withoutOld({ oldLogoKey: _, ...tenant }: LogoChange): Tenant {
  return tenant;
}

async function replaceLogo(
  ctx: Context,
  key: string | null,
  kind: string,
  detail: Record<string, unknown>,
): Promise<Tenant> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([updateLogo(key)]);
    const change = one(rows);
    const subject = { subjectKind: 'tenant', subjectId: change.id, detail };
    tx.write(audit(ctx, kind, subject), ...clearingAway(ctx, change.oldLogoKey));
    return withoutOld(change);
  });
}

/**
 * Takes a new logo.
 * @throws Problem wrongType when the bytes are not of the declared type, invalid when the image is broken or has too many pixels
 */
export async function putLogo(ctx: Context, { bytes, contentType }: RawBody): Promise<Tenant> {
  if (!isLogoType(contentType)) throw new Problem('wrongType', 'tenant.logoWrongType');
  // Signed in and allowed first: a stranger's bytes are not worth looking at.
  const [rows] = await flush(ctx, [selectTenant()]);
  const { id } = one(rows);
  const size = imageSize(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), contentType);
  const key = keyOf(id, newId(), extensions[contentType]);
  // The file before its name: a crash in between leaves a file that nobody names, never a name without a file.
  await ctx.ports.blobs.put(key, bytes, { contentType });
  return replaceLogo(ctx, key, 'tenant.logoChanged', { ...size, bytes: bytes.length });
}

export async function removeLogo(ctx: Context): Promise<Tenant> {
  return replaceLogo(ctx, null, 'tenant.logoRemoved', {});
}

/** A link to the logo that works for some minutes. Throws Problem notFound when there is none. */
export async function logoLink(ctx: Context): Promise<string> {
  const [rows] = await flush(ctx, [selectTenant()]);
  const { logoKey } = one(rows);
  if (logoKey === null) throw new Problem('notFound');
  const contentType = logoKey.endsWith('.png') ? 'image/png' : 'image/jpeg';
  const fileName = contentType === 'image/png' ? 'logo.png' : 'logo.jpg';
  return ctx.ports.blobs.link(logoKey, { fileName, contentType, minutes: 15, disposition: 'inline' });
}

/** Removes a replaced logo, unless it came back or an issued invoice was printed with it. */
export async function clearOldLogo(ctx: Context, old: { logoId: string; extension: 'png' | 'jpg' }): Promise<void> {
  if (ctx.caller.kind !== 'job') throw new Error('Only a job clears logos away.');
  const key = keyOf(ctx.caller.tenantId, old.logoId, old.extension);
  const [uses] = await flush(ctx, [selectLogoUse(key)]);
  if (!one(uses).isInUse) await ctx.ports.blobs.remove(key);
  await flush(ctx, [finish(ctx)]);
}
