// The printed invoice: drawn by a job after issue, kept as a blob under a fixed key, handed out by short-lived links.
import type { Invoice, Party, Seller } from '../../../shared/invoices.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { enqueue, finish } from '../../platform/outbox.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { invoiceDocument, type DocumentParts } from '../documents/invoice-document.ts';
import { exchangeStatements } from '../exchange-rates/exchange-rates.ts';
import { proposedExchange } from '../exchange-rates/fixed.ts';
import { getChosenAddresses } from './address-store.ts';
import { billedTo, deliveredTo } from './addresses.ts';
import { buyerOf, sellerOf } from './compose.ts';
import { InvoicePdf } from './messages.ts';
import { toInvoice } from './record.ts';
import { getBuyer, readInvoice, setPdfFailed, setPdfPending, setPdfReady } from './store.ts';

const contentType = 'application/pdf';
const linkMinutes = 10;

export type Print = { key: string; bytes: Uint8Array };
/** A draft also takes the place of delivery, the design and the rate that it would have now. */
type Parties = { seller: Seller; buyer: Party } & Pick<DocumentParts, 'deliveryAddress' | 'design' | 'exchange'>;

async function draw(ctx: Context, invoice: Invoice, { seller, ...parts }: Parties): Promise<Uint8Array> {
  const { renderInvoicePdf } = await import('../documents/invoice-pdf.ts');
  const logo = seller.logoKey ? await ctx.ports.blobs.get(seller.logoKey) : null;
  const { logoKey, ...printed } = seller;
  return renderInvoicePdf(invoiceDocument(invoice, { ...parts, seller: printed, logo }), (warning) =>
    ctx.log.warn({ invoiceId: invoice.id }, warning),
  );
}

/** What is printed depends on the state alone once an invoice is issued; of a draft only the latest preview is kept. */
export const printKey = (tenantId: string, { id, state }: Pick<Invoice, 'id' | 'state'>) =>
  `${tenantId}/invoices/${id}/${state}.pdf`;

/** The print under its key: taken from there when it is known to be there, drawn otherwise. The same document has the same bytes. */
async function printed(
  ctx: Context,
  tenantId: string,
  invoice: Invoice,
  parties: Parties,
  isThere: boolean,
): Promise<Print> {
  const key = printKey(tenantId, invoice);
  const known = isThere ? await ctx.ports.blobs.get(key) : null;
  if (known) return { key, bytes: known };
  const bytes = await draw(ctx, invoice, parties);
  await ctx.ports.blobs.put(key, bytes, { contentType });
  return { key, bytes };
}

/** The print of an issued or cancelled invoice, drawn from its own snapshot. */
export function printIssued(ctx: Context, tenantId: string, invoice: Invoice): Promise<Print> {
  const { seller, buyer } = invoice;
  if (!seller || !buyer) throw new Error('An issued invoice has a seller and a buyer.');
  return printed(ctx, tenantId, invoice, { seller, buyer }, invoice.pdfState === 'ready');
}

export const pdfName = (invoice: Pick<Invoice, 'number' | 'language'>) =>
  `${invoice.number ?? (invoice.language === 'tr' ? 'taslak' : 'draft')}.pdf`;

/** An address that reads one print for some minutes. */
export function linkToPdf(ctx: Context, key: string, invoice: Pick<Invoice, 'number' | 'language'>): Promise<string> {
  return ctx.ports.blobs.link(key, {
    fileName: pdfName(invoice),
    contentType,
    minutes: linkMinutes,
    disposition: 'inline',
  });
}

/**
 * A short-lived address of the PDF. A draft, and a document whose print is still to come, is drawn at once; a print that had failed is
 * asked for again, so that the portal gets it too.
 * @throws Problem `notFound`
 */
export async function getInvoicePdf(ctx: Context, id: string): Promise<string> {
  const now = ctx.clock();
  const [heads, lines, deliveries, links, tenants, clients, addresses, asked] = await flush(ctx, [
    ...readInvoice(id, now),
    ownTenant(),
    getBuyer(id),
    getChosenAddresses(id),
    exchangeStatements.lastBulletinBefore(now),
  ]);
  const { tenantId } = one(heads);
  const invoice = toInvoice([heads, lines, deliveries, links], ctx.language);
  if (!invoice) throw new Error('The invoice was read a moment ago.');
  if (invoice.state !== 'draft') {
    const { key } = await printIssued(ctx, tenantId, invoice);
    if (invoice.pdfState === 'failed')
      await flush(ctx, [setPdfPending(id), enqueue(ctx, InvoicePdf, { invoiceId: id })]);
    return linkToPdf(ctx, key, invoice);
  }
  const tenant = one(tenants);
  const parties = {
    seller: sellerOf(tenant, invoice.currency),
    buyer: buyerOf(one(clients), billedTo(invoice, addresses)),
    deliveryAddress: deliveredTo(invoice, addresses),
    design: tenant.invoiceDesign,
    exchange: proposedExchange(invoice, tenant, one(asked)),
  };
  const { key } = await printed(ctx, tenantId, invoice, parties, false);
  return linkToPdf(ctx, key, invoice);
}

/** The job after issue and after cancellation. A second run draws the same bytes to the same key. */
export async function drawInvoice(ctx: Context, { invoiceId }: { invoiceId: string }): Promise<void> {
  const now = ctx.clock();
  const rows = await flush(ctx, readInvoice(invoiceId, now));
  const invoice = toInvoice(rows, ctx.language);
  if (!invoice || invoice.state === 'draft') {
    await flush(ctx, [finish(ctx)]);
    return;
  }
  const { tenantId } = one(rows[0]);
  const { key } = await printIssued(ctx, tenantId, invoice);
  await ctx.ports.blobs.remove(printKey(tenantId, { id: invoiceId, state: 'draft' }));
  await flush(ctx, [setPdfReady(invoiceId, invoice.state, key, now), finish(ctx)]);
}

/** The job after a draft was deleted: nothing of it is left, its preview neither. */
export async function clearPreview(ctx: Context, { invoiceId }: { invoiceId: string }): Promise<void> {
  if (ctx.caller.kind !== 'job') throw new Error('Only a job clears previews away.');
  await ctx.ports.blobs.remove(printKey(ctx.caller.tenantId, { id: invoiceId, state: 'draft' }));
  await flush(ctx, [finish(ctx)]);
}

/** After the last try: people see that there is no print, and asking for it draws it. */
export async function giveUpDrawing(ctx: Context, { invoiceId }: { invoiceId: string }): Promise<void> {
  await flush(ctx, [setPdfFailed(invoiceId), finish(ctx)]);
}
