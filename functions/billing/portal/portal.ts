// What a tenant's client does: opens the document that a link names, reads it, downloads it, and closes it again.
import { ownCookies } from '../../../shared/cookies.ts';
import { newId } from '../../../shared/ids.ts';
import type { PortalInvoice } from '../../../shared/portal.ts';
import { Problem } from '../../../shared/problem.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { entering, flush, inTenant, one } from '../../platform/flush.ts';
import { newToken, openDocuments, tokenHash } from '../../platform/cookies.ts';
import { command } from '../../platform/statement.ts';
import { fileKey } from '../../office/files/files.ts';
import { linkToPdf } from '../invoices/pdf.ts';
import { endOwnSession, getShown, getShownFiles, getShownLines, openFile, openSession, type Opened } from './store.ts';

/** A document stays open in a browser for a day, and never longer than its link; the mail opens it again. */
export const sessionMs = ownCookies.client.life * 1000;

export type OpenDocument = { linkId: string; token: string };

/**
 * Exchanges the token of a link for a session of that one document.
 * @throws Problem `notFound`, the same for a link that is unknown, expired or revoked
 */
export async function openDocument(ctx: Context, linkToken: string): Promise<OpenDocument> {
  const at = ctx.clock();
  const { token, hash } = newToken();
  const session = { id: newId(at.getTime()), tokenHash: hash, at, endsAt: new Date(at.getTime() + sessionMs) };
  const caller = entering('portal', command('select gate.enter_link($1)', [tokenHash(linkToken)]));
  const opened = await asMissing(() =>
    inTenant({ ...ctx, caller }, async (tx): Promise<Opened> => {
      const [rows] = await tx.read([openSession(session)]);
      const { linkId, invoiceId, isFirst } = one(rows);
      if (isFirst)
        tx.write(audit(ctx, 'link.opened', { subjectKind: 'invoice', subjectId: invoiceId, detail: { linkId } }));
      return { linkId, invoiceId, isFirst };
    }),
  );
  return { linkId: opened.linkId, token };
}

/** Nobody learns from the answer whether a token was ever good. */
async function asMissing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem && error.kind === 'signedOut') throw new Problem('notFound');
    throw error;
  }
}

/** The invoice as its buyer sees it, from the snapshot. One round trip. */
export async function getPortalInvoice(ctx: Context, linkId: string): Promise<PortalInvoice> {
  const [rows, lines, files] = await flush(ctx, [getShown(linkId, ctx.clock()), getShownLines(), getShownFiles()]);
  const { pdfKey, seller, subtotalMinor, discountMinor, chargeMinor, netMinor, vatMinor, totalMinor, ...rest } =
    one(rows);
  const { vat, withholding, withheldMinor, stopajMinor, payableMinor, ...shown } = rest;
  const { logoKey, ...printed } = seller;
  return {
    ...shown,
    seller: { ...printed, hasLogo: logoKey !== null },
    lines,
    files,
    totals: {
      ...{ subtotalMinor, discountMinor, chargeMinor, netMinor, vatMinor, totalMinor, vat },
      ...{ withholding, withheldMinor, stopajMinor, payableMinor },
    },
  };
}

/** @throws Problem `conflict` while the PDF is still being made */
export async function getPortalPdf(ctx: Context, linkId: string): Promise<string> {
  const [rows] = await flush(ctx, [getShown(linkId, ctx.clock())]);
  const { pdfState, pdfKey, number, language } = one(rows);
  if (pdfState !== 'ready' || !pdfKey) throw new Problem('conflict', 'invoice.pdfNotReady');
  return linkToPdf(ctx, pdfKey, { number, language });
}

/** @throws Problem `notFound` when the seller had no logo at issue */
export async function getPortalLogo(ctx: Context, linkId: string): Promise<string> {
  const [rows] = await flush(ctx, [getShown(linkId, ctx.clock())]);
  const { logoKey } = one(rows).seller;
  if (!logoKey) throw new Problem('notFound');
  const contentType = logoKey.endsWith('.png') ? 'image/png' : 'image/jpeg';
  const fileName = `logo.${contentType === 'image/png' ? 'png' : 'jpg'}`;
  return ctx.ports.blobs.link(logoKey, { fileName, contentType, minutes: 10, disposition: 'inline' });
}

/**
 * The bytes of a file that the seller shows beside the document. The seller learns when it was first opened.
 * @throws Problem `notFound`, the same for a file that is not there, not shown, deleted or of another document
 */
export async function getPortalFile(ctx: Context, linkId: string, fileId: string): Promise<string> {
  const file = await inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([openFile(linkId, fileId, ctx.clock())]);
    const { invoiceId, isFirst, ...opened } = one(rows);
    const { name } = opened;
    if (isFirst)
      tx.write(audit(ctx, 'file.opened', { subjectKind: 'invoice', subjectId: invoiceId, detail: { name } }));
    return opened;
  });
  const { name: fileName, contentType } = file;
  const options = { fileName, contentType, minutes: 5, disposition: 'attachment' as const };
  return ctx.ports.blobs.link(fileKey(file.tenantId, file.id), options);
}

/** Closes every document that this browser holds open: the sessions end, not only the cookie. */
export async function closeDocuments(ctx: Context, cookie: string | null): Promise<void> {
  for (const { token } of openDocuments(cookie)) {
    const hash = tokenHash(token);
    if (hash) await closeDocument(ctx, hash);
  }
}

async function closeDocument(ctx: Context, hash: Uint8Array): Promise<void> {
  try {
    await flush({ ...ctx, caller: { kind: 'portal', tokenHash: hash, need: 'portal:invoice' } }, [
      endOwnSession(hash, ctx.clock()),
    ]);
  } catch (error) {
    // What has ended already need not end again.
    if (!(error instanceof Problem && error.kind === 'signedOut')) throw error;
  }
}
