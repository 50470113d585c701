// A look at a draft while it is typed: the same words, sums and template as its PDF, nothing written anywhere.
import { today } from '../../../shared/dates.ts';
import type { InvoiceInput } from '../../../shared/invoices.ts';
import type { Preview, PreviewRequest } from '../../../shared/previews.ts';
import { Problem } from '../../../shared/problem.ts';
import { checkTotals, computeTotals } from '../../../shared/totals.ts';
import { addressStatements } from '../../crm/addresses/addresses.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { keyOfPages, pagesUnder } from '../documents/drawn-pages.ts';
import { invoiceDocument, type DrawnInvoice } from '../documents/invoice-document.ts';
import { exchangeStatements } from '../exchange-rates/exchange-rates.ts';
import { proposedExchange } from '../exchange-rates/fixed.ts';
import { billedTo, checkAddresses, deliveredTo } from './addresses.ts';
import { buyerOf, sellerOf } from './compose.ts';

/** A draft as it would be read back, had it been saved. @param day stands for the instant it carries, which no page shows */
function unsaved(draft: InvoiceInput, day: string): DrawnInvoice {
  const problems = checkTotals(draft).map((wrong) => ({ ...wrong, pointer: wrong.pointer.replace('#', '#/draft') }));
  if (problems.length > 0) throw new Problem('invalid', 'invalid', {}, problems);
  const { totals, lines, charges } = computeTotals(draft);
  return {
    ...draft,
    lines: draft.lines.map((line, place) => ({
      ...line,
      ...{ netMinor: 0, amountMinor: 0, vatMinor: 0, withheldMinor: 0 },
      ...lines[place],
      position: place + 1,
    })),
    charges: draft.charges.map((charge, place) => ({
      ...charge,
      ...{ netMinor: 0, amountMinor: 0, vatMinor: 0 },
      ...charges[place],
    })),
    totals,
    totalMinor: totals.totalMinor,
    ...{ state: 'draft', kind: 'sale', number: null, issueDate: null, issuedAt: null, cancelledAt: null },
    updatedAt: `${day}T00:00:00.000Z`,
  };
}

/**
 * Draws what is typed. One round trip; pages asked for again come from memory.
 * @throws Problem `invalid` for an unknown client, an address that is not the client's, and for sums that cannot be
 */
export async function previewInvoice(ctx: Context, { draft, first, count }: PreviewRequest): Promise<Preview> {
  const now = ctx.clock();
  const [tenants, clients, addresses, asked] = await flush(ctx, [
    ownTenant(),
    clientStatements.get(draft.clientId),
    addressStatements.of(draft.clientId),
    exchangeStatements.lastBulletinBefore(now),
  ]);
  const [tenant, [client]] = [one(tenants), clients];
  const pointer = '#/draft/clientId';
  if (!client) throw new Problem('invalid', 'invoice.unknownClient', {}, [{ pointer, key: 'invoice.unknownClient' }]);
  checkAddresses(draft, addresses, '#/draft');
  const { logoKey, ...seller } = sellerOf(tenant, draft.currency);
  const invoice = unsaved(draft, today(tenant.timeZone, now));
  const exchange = proposedExchange({ ...draft, totals: invoice.totals }, tenant, one(asked));
  const places = {
    buyer: buyerOf(client, billedTo(draft, addresses)),
    deliveryAddress: deliveredTo(draft, addresses),
  };
  const parts = { seller, ...places, logo: null, design: tenant.invoiceDesign, exchange };
  const { logo: _, ...document } = invoiceDocument(invoice, parts);
  const pages = await pagesUnder(keyOfPages(document, logoKey, tenant.id), async () => {
    const { drawPagesInWorker } = await import('../documents/drawing-thread.ts');
    const logo = logoKey ? await ctx.ports.blobs.get(logoKey) : null;
    return drawPagesInWorker({ ...document, logo });
  });
  const shown = pages.slice(first - 1, first - 1 + count);
  return { pageCount: pages.length, pages: shown.map((svg, place) => ({ number: first + place, svg })) };
}
