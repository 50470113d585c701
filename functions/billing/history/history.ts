// History: invoices that were issued elsewhere keep their old numbers, and what was owed before is entered once per client and currency.
import { compareDays, today } from '../../../shared/dates.ts';
import type { HistoricalRecord, Opening, OpeningCreate } from '../../../shared/history.ts';
import { newId } from '../../../shared/ids.ts';
import type { Invoice, InvoiceInput } from '../../../shared/invoices.ts';
import { words } from '../../../shared/messages/index.ts';
import { Problem, type FieldProblem } from '../../../shared/problem.ts';
import type { Client } from '../../../shared/clients.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { inTenant, one } from '../../platform/flush.ts';
import { enqueue } from '../../platform/outbox.ts';
import type { Statement } from '../../platform/statement.ts';
import { exchangeStatements } from '../exchange-rates/exchange-rates.ts';
import type { FixedExchange } from '../exchange-rates/columns.ts';
import { fixExchange } from '../exchange-rates/fixed.ts';
import { billedTo, deliveredTo, noAddresses } from '../invoices/addresses.ts';
import { buyerOf, sellerOf, sumsOf } from '../invoices/compose.ts';
import { found } from '../invoices/drafts.ts';
import { invoiceStatements, toInvoice } from '../invoices/invoices.ts';
import { InvoicePdf } from '../invoices/messages.ts';
import { paymentStatements } from '../payments/payments.ts';
import { keepPast } from './store.ts';

const ours = /^[A-Z0-9]{3}(20\d{2})\d{9}$/;

/** What keeps a document of before from being entered, by field. @param day today in the zone of the business */
export function historyProblems(past: HistoricalRecord, dueDate: string | null, day: string): FieldProblem[] {
  const year = ours.exec(past.number)?.[1];
  const { issueDate } = past;
  return [
    ...(compareDays(issueDate, day) > 0 ? [{ pointer: '#/issueDate', key: 'history.inFuture' }] : []),
    ...(year && year !== issueDate.slice(0, 4) ? [{ pointer: '#/number', key: 'history.numberYear' }] : []),
    ...(dueDate && compareDays(dueDate, issueDate) < 0 ? [{ pointer: '#/dueDate', key: 'history.dueFirst' }] : []),
  ];
}

/**
 * Keeps a draft as an invoice from before: its number and date are those of the old document, our counters stay as they are, and no mail
 * leaves by itself.
 * @param version the draft's version as last seen; 0 when the caller does not say
 * @throws Problem `conflict` when it is no draft or the number is taken, `changed`, `unprocessable` with a pointer per field
 */
export async function recordInvoice(
  ctx: Context,
  id: string,
  version: number,
  past: HistoricalRecord,
): Promise<Invoice> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [heads, lines, tenants, clients, addresses, asked] = await tx.read([
      invoiceStatements.head(id, now, 'for update'),
      invoiceStatements.lines(id),
      ownTenant(),
      invoiceStatements.buyer(id),
      invoiceStatements.addresses(id),
      exchangeStatements.lastBulletinBefore(now, past.issueDate),
    ]);
    const [head, tenant] = [one(heads), one(tenants)];
    if (head.state !== 'draft') throw new Problem('conflict', 'invoice.cannotIssue');
    if (version !== 0 && head.version !== version) throw new Problem('changed');
    const problems = historyProblems(past, head.dueDate, today(tenant.timeZone, now));
    if (lines.length === 0) problems.push({ pointer: '#/lines', key: 'invoice.noLines' });
    const { exchange, problems: withoutRate } = fixExchange(
      { ...head, totals: head },
      tenant,
      one(asked),
      ctx.language,
    );
    problems.push(...withoutRate);
    if (problems.length > 0) throw new Problem('unprocessable', 'invoice.incomplete', {}, problems);
    const buyer = buyerOf(one(clients), billedTo(head, addresses));
    const seller = sellerOf(tenant, head.currency);
    const deliveryAddress = deliveredTo(head, addresses);
    tx.write(
      keepPast(id, { number: past.number, day: past.issueDate, seller, buyer, deliveryAddress, exchange }, true, now),
      audit(ctx, 'invoice.recorded', {
        subjectKind: 'invoice',
        subjectId: id,
        detail: { number: past.number, clientName: buyer.name, totalMinor: head.totalMinor, currency: head.currency },
      }),
      enqueue(ctx, InvoicePdf, { invoiceId: id }),
    );
    return found(toInvoice(await tx.commit(invoiceStatements.read(id, now)), ctx.language));
  });
}

type Parties = { client: Client; tenant: Tenant };

export { numbersTaken, openingsThere } from './store.ts';

/**
 * The statements that enter an invoice from before as a whole, for imports: put them into a transaction of one's own.
 * The caller has looked at `historyProblems`, and for a foreign currency at `fixExchange` (exchange-rates/fixed.ts), whose `exchange` goes in here; what else cannot be is refused by the database by name.
 * @param print `none`: its document is drawn when somebody asks for it, which suits thousands of them
 */
export function historicalStatements(
  id: string,
  draft: InvoiceInput,
  past: HistoricalRecord,
  { client, tenant, exchange = null }: Parties & { exchange?: FixedExchange | null },
  at: Date,
  print: 'pending' | 'none' = 'pending',
): Statement<unknown>[] {
  const sums = sumsOf(draft);
  const facts = {
    exchange,
    number: past.number,
    day: past.issueDate,
    seller: sellerOf(tenant, draft.currency),
    buyer: buyerOf(client),
  };
  return [
    invoiceStatements.insert(id, draft, sums, at),
    ...invoiceStatements.insertLines(id, draft.lines, sums.lines),
    keepPast(id, facts, true, at, print),
  ];
}

/** The statements that enter an opening balance, for imports too. */
export function openingStatements(
  id: string,
  typed: Omit<OpeningCreate, 'id'>,
  { client, tenant }: Parties,
  at: Date,
): Statement<unknown>[] {
  const { side, currency, amountMinor, openingDate } = typed;
  const language = client.language ?? tenant.language;
  const note = typed.note ?? null;
  if (side === 'credit') {
    const facts = {
      id,
      kind: 'opening' as const,
      clientId: client.id,
      paymentDate: openingDate,
      currency,
      amountMinor,
    };
    return [paymentStatements.insert({ ...facts, method: null, reference: null, note }, at)];
  }
  const draft: InvoiceInput = openingDraft({ ...typed, note }, client.id, language);
  const sums = sumsOf(draft);
  return [
    invoiceStatements.insert(id, draft, sums, at, { kind: 'opening', originalId: null }),
    ...invoiceStatements.insertLines(id, draft.lines, sums.lines),
    keepPast(
      id,
      { number: null, day: openingDate, seller: sellerOf(tenant, currency), buyer: buyerOf(client), exchange: null },
      false,
      at,
    ),
  ];
}

function openingDraft(typed: Omit<OpeningCreate, 'id'>, clientId: string, language: 'tr' | 'en'): InvoiceInput {
  const description = words(language, 'history.openingLine');
  const whole = Math.trunc(typed.amountMinor / 100);
  const unitPrice = `${whole}.${String(typed.amountMinor % 100).padStart(2, '0')}`;
  const line = { description, quantity: '1', unit: 'C62', unitPrice, vatRate: '0' };
  return {
    ...{ clientId, currency: typed.currency, language, dueDate: typed.dueDate ?? null, notes: typed.note ?? null },
    chosenSeries: null,
    ...{ pricesIncludeVat: false, roundingMode: 'category', discountRate: null, discountMinor: null },
    ...{ ...noAddresses, exchangeRate: null, design: null, isBilingual: false },
    ...{ charges: [], stopajRate: null, orderNumber: null, orderDate: null, despatches: [], internalNotes: null },
    lines: [{ ...line, discountRate: null, discountMinor: null }],
  };
}

/**
 * Enters what a client owed, or had to its credit, on a day before; payments settle it like an invoice, and it is undone like one.
 * @throws Problem `notFound` for an unknown client, `unprocessable` with a pointer per field
 */
export async function openBalance(
  ctx: Context,
  clientId: string,
  { id = newId(), ...typed }: OpeningCreate,
): Promise<Opening> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [clients, tenants] = await tx.read([clientStatements.get(clientId), ownTenant()]);
    const [client, tenant] = [one(clients), one(tenants)];
    const problems: FieldProblem[] = [];
    if (compareDays(typed.openingDate, today(tenant.timeZone, now)) > 0)
      problems.push({ pointer: '#/openingDate', key: 'history.inFuture' });
    if (typed.dueDate && compareDays(typed.dueDate, typed.openingDate) < 0)
      problems.push({ pointer: '#/dueDate', key: 'history.dueFirst' });
    if (problems.length > 0) throw new Problem('unprocessable', 'unprocessable', {}, problems);
    const { amountMinor, currency, side } = typed;
    tx.write(
      ...openingStatements(id, typed, { client, tenant }, now),
      audit(ctx, 'client.opened', {
        subjectKind: 'client',
        subjectId: clientId,
        detail: { name: client.name, side, amountMinor, currency },
      }),
    );
    return { id, side };
  });
}
