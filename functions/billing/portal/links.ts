// Links to the portal: made for a mail or to be shared by hand, and revoked.
import type { PortalLink } from '../../../shared/deliveries.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { inTenant, one } from '../../platform/flush.ts';
import type { Statement } from '../../platform/statement.ts';
import { invoiceStatements } from '../invoices/invoices.ts';
import { endSessions, insertLink, removeLinksOf, revokeLink as revoke } from './store.ts';

const dayMs = 86_400_000;
const livesMs = 90 * dayMs;

export type MadeLink = { id: string; url: string; expiresAt: Date; insert: Statement<PortalLink> };

/**
 * A new link to one document. Its token stands in the fragment of the address, which no server and no log ever sees.
 * The statement is to be sent in the caller's transaction.
 */
export function makeLink(ctx: Context, invoiceId: string, deliveryId: string | null): MadeLink {
  const createdAt = ctx.clock();
  const expiresAt = new Date(createdAt.getTime() + livesMs);
  const { token, hash } = newToken();
  const id = newId(createdAt.getTime());
  const insert = insertLink({ id, invoiceId, deliveryId, tokenHash: hash, createdAt, expiresAt });
  return { id, url: `${ctx.config.portalOrigin}/i#${token}`, expiresAt, insert };
}

/** Takes back the links of a mail that surely did not leave. */
export const linkStatements = { removeOf: removeLinksOf };

/** @throws Problem `conflict` for a draft: only what is issued can be shared */
export async function createLink(ctx: Context, invoiceId: string): Promise<{ link: PortalLink; url: string }> {
  const made = makeLink(ctx, invoiceId, null);
  return inTenant(ctx, async (tx) => {
    const [heads] = await tx.read([invoiceStatements.head(invoiceId, ctx.clock(), 'for update')]);
    const { state, kind, number } = one(heads);
    if (state === 'draft' || kind === 'opening') throw new Problem('conflict', 'link.notIssued');
    tx.write(
      audit(ctx, 'link.created', { subjectKind: 'invoice', subjectId: invoiceId, detail: { linkId: made.id, number } }),
    );
    const [rows] = await tx.commit([made.insert]);
    return { link: one(rows), url: made.url };
  });
}

/** Revokes a link; documents that are open by it close at once. */
export async function revokeLink(ctx: Context, id: string): Promise<PortalLink> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([revoke(id, now)]);
    const { invoiceId, ...link } = one(rows);
    tx.write(
      endSessions(id, now),
      audit(ctx, 'link.revoked', { subjectKind: 'invoice', subjectId: invoiceId, detail: { linkId: id } }),
    );
    return link;
  });
}
