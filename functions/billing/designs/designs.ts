// What a design looks like for a business: a made-up invoice with its own name, logo and colour, kept nowhere.
import type { DesignPreviewQuestion } from '../../../shared/invoice-designs.ts';
import { addDays, today, yearOf } from '../../../shared/dates.ts';
import type { Language } from '../../../shared/fields.ts';
import type { InvoiceLineInput } from '../../../shared/invoices.ts';
import { documentNumber } from '../../../shared/numbering.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import { computeTotals } from '../../../shared/totals.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { keyOfPages, pagesUnder } from '../documents/drawn-pages.ts';
import { invoiceDocument, type DrawnInvoice } from '../documents/invoice-document.ts';
import { sellerOf } from '../invoices/compose.ts';
import { sampleBuyer, sampleLines } from './sample.ts';

/** @param day on which it would be issued */
function sampleInvoice(tenant: Tenant, language: Language, day: string): Omit<DrawnInvoice, 'design' | 'isBilingual'> {
  const typed: InvoiceLineInput[] = sampleLines(language, tenant);
  const none = { discountRate: null, discountMinor: null, charges: [], stopajRate: null };
  const { currency } = tenant;
  const sums = { ...none, currency, pricesIncludeVat: false, roundingMode: 'category', lines: typed } as const;
  const { totals, lines } = computeTotals(sums);
  return {
    ...{ language, currency, state: 'issued', kind: 'sale', pricesIncludeVat: false, totals },
    number: documentNumber(tenant.numberPattern, tenant.invoiceSeries, yearOf(day), 42),
    issueDate: day,
    dueDate: addDays(day, tenant.paymentDays),
    lines: typed.map((line, place) => ({
      ...line,
      ...{ netMinor: 0, amountMinor: 0, vatMinor: 0, withheldMinor: 0 },
      ...lines[place],
      position: place + 1,
    })),
    totalMinor: totals.totalMinor,
    ...{ charges: [], stopajRate: null, orderNumber: null, orderDate: null, despatches: [] },
    notes: tenant.invoiceNotes,
    issuedAt: `${day}T00:00:00.000Z`,
    cancelledAt: null,
    updatedAt: `${day}T00:00:00.000Z`,
  };
}

/** Draws the first page. One round trip; what was drawn a moment ago comes from memory. */
export async function previewDesign(
  ctx: Context,
  { design, language, isBilingual, colour }: DesignPreviewQuestion,
): Promise<{ svg: string }> {
  const [tenants] = await flush(ctx, [ownTenant()]);
  const tenant = one(tenants);
  const { logoKey, ...kept } = sellerOf(tenant, tenant.currency);
  const brandColour = colour === undefined ? kept.brandColour : colour === 'none' ? null : `#${colour}`;
  const spoken = language ?? tenant.language;
  const day = today(tenant.timeZone, ctx.clock());
  const invoice = { ...sampleInvoice(tenant, spoken, day), design, isBilingual: isBilingual === 'true' };
  const parts = { seller: { ...kept, brandColour }, buyer: sampleBuyer(spoken, tenant.country), logo: null };
  const { logo: _, ...document } = invoiceDocument(invoice, parts);
  const [svg = ''] = await pagesUnder(keyOfPages(document, logoKey, tenant.id), async () => {
    const { drawPagesInWorker } = await import('../documents/drawing-thread.ts');
    const logo = logoKey ? await ctx.ports.blobs.get(logoKey) : null;
    return drawPagesInWorker({ ...document, logo });
  });
  return { svg };
}
