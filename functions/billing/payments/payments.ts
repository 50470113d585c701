// Payments: recorded, given to invoices, undone. Facts are only added; the database keeps what follows from them.
import type { Client } from '../../../shared/clients.ts';
import { compareDays, today } from '../../../shared/dates.ts';
import { newId } from '../../../shared/ids.ts';
import type {
  Payment,
  PaymentAllocate,
  PaymentCreate,
  PaymentList,
  PaymentListItem,
  PaymentSummary,
  Settlement,
} from '../../../shared/payments.ts';
import { Problem } from '../../../shared/problem.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import type { Page } from '../../platform/lists.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import type { RowsOf } from '../../platform/statement.ts';
import { invoiceStatements } from '../invoices/invoices.ts';
import { allocationsOf } from './allocate.ts';
import * as store from './store.ts';

nameConstraints({
  payments_pkey: { key: 'payment.exists' },
  'a payment is voided once': { key: 'payment.voided', kind: 'conflict' },
  'a voided payment settles nothing': { key: 'payment.voided', kind: 'conflict' },
  'an allocation is taken back once': { key: 'payment.takenBack', kind: 'conflict' },
  'a payment is allocated up to its amount': { key: 'payment.moreThanPaid', pointer: '#/allocations' },
  'an invoice is settled up to its worth': { key: 'payment.moreThanOpen', pointer: '#/allocations' },
  'a payment is what came at its rate': { key: 'payment.received', pointer: '#/received/amountMinor' },
  'payment and invoice are of one client and currency': { key: 'payment.otherClient', pointer: '#/allocations' },
  'an invoice with payments cannot be cancelled': { key: 'invoice.hasPayments', kind: 'conflict' },
  'a return takes back no more than was sold': { key: 'return.moreThanSold', kind: 'conflict' },
  'only an issued invoice of the same client goes back': { key: 'return.notIssued', kind: 'conflict' },
  'no two invoices have the same number': { key: 'history.numberTaken', pointer: '#/number' },
  'no two invoices share a number': { key: 'history.numberTaken', pointer: '#/number' },
  'a number to come cannot be an old one': { key: 'history.numberToCome', pointer: '#/number' },
  'an invoice with returns cannot be cancelled': { key: 'invoice.hasReturns', kind: 'conflict' },
  'a client with payments cannot be deleted': { key: 'client.hasPayments', kind: 'conflict' },
});

/** Statements that other features of the wing put into their own transactions. */
export const paymentStatements = {
  insert: store.insertPayment,
  allocate: store.insertAllocations,
  void: store.voidStatements,
  usesOf: store.usesOf,
};

const subject = (id: string, detail: Record<string, unknown>) => ({ subjectKind: 'payment', subjectId: id, detail });

/** @throws Problem `notFound` when there is no such payment */
export function toPayment([heads, allocations]: RowsOf<ReturnType<typeof store.readPayment>>): Payment {
  return { ...one(heads), allocations };
}

export async function listPayments(ctx: Context, query: PaymentList): Promise<Page<PaymentListItem>> {
  const [rows] = await flush(ctx, [store.paymentList.statement(query, store.conditionsOf(query))]);
  return store.paymentList.page(rows, query);
}

export async function summarizePayments(ctx: Context, filter: store.PaymentFilter): Promise<PaymentSummary> {
  const [rows] = await flush(ctx, [store.summarize(filter)]);
  return one(rows);
}

export async function getPayment(ctx: Context, id: string): Promise<Payment> {
  return toPayment(await flush(ctx, store.readPayment(id)));
}

/** What settled an invoice, newest first. */
export async function getSettlements(ctx: Context, invoiceId: string): Promise<Settlement[]> {
  const [heads, settlements] = await flush(ctx, [
    invoiceStatements.head(invoiceId, ctx.clock()),
    store.getSettlements(invoiceId),
  ]);
  one(heads);
  return settlements;
}

/** Money cannot have come tomorrow. @throws Problem `invalid` */
export function checkDay(day: string, now: string): void {
  if (compareDays(day, now) <= 0) return;
  throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/paymentDate', key: 'payment.inFuture' }]);
}

function known(clients: Client[]): Client {
  const [client] = clients;
  const pointer = '#/clientId';
  if (!client) throw new Problem('invalid', 'invoice.unknownClient', {}, [{ pointer, key: 'invoice.unknownClient' }]);
  return client;
}

/** The invoices that the allocations speak of, locked until the transaction ends. */
function wanted(asked: PaymentAllocate, oldest: () => ReturnType<typeof store.lockInvoices>) {
  return asked.oldestFirst ? oldest() : store.lockInvoices((asked.allocations ?? []).map((one) => one.invoiceId));
}

/**
 * Records money received. What is not given to an invoice stays as credit of the client. Two round trips.
 * @throws Problem `invalid` for an unknown client or a day to come, `unprocessable` with a pointer per allocation that cannot be
 */
export async function createPayment(ctx: Context, { id = newId(), ...typed }: PaymentCreate): Promise<Payment> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [clients, tenants, invoices] = await tx.read([
      clientStatements.get(typed.clientId),
      ownTenant(),
      wanted(typed, () => store.lockOldest(typed.clientId, typed.currency)),
    ]);
    const client = known(clients);
    checkDay(typed.paymentDate, today(one(tenants).timeZone, now));
    const { clientId, paymentDate, currency, amountMinor, method } = typed;
    const allocations = allocationsOf(typed, invoices, { clientId, currency, leftMinor: amountMinor });
    const facts = { clientId, paymentDate, currency, amountMinor, method };
    const words = { reference: typed.reference ?? null, note: typed.note?.trim() || null, received: typed.received };
    tx.write(
      store.insertPayment({ id, kind: 'payment', ...facts, ...words }, now),
      ...(allocations.length > 0 ? [store.insertAllocations(id, allocations, now)] : []),
      audit(ctx, 'payment.recorded', subject(id, { clientName: client.name, amountMinor, currency })),
    );
    return toPayment(await tx.commit(store.readPayment(id)));
  });
}

/**
 * Gives what is left of a payment to invoices.
 * @throws Problem `conflict` when it is voided, `unprocessable` as at creation
 */
export async function allocatePayment(ctx: Context, id: string, asked: PaymentAllocate): Promise<Payment> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [payments, invoices] = await tx.read([
      store.getPayment(id, 'for no key update'),
      wanted(asked, () => store.lockOldestOf(id)),
    ]);
    const payment = one(payments);
    if (payment.isVoided) throw new Problem('conflict', 'payment.voided');
    const { clientId, currency, clientName } = payment;
    const leftMinor = payment.amountMinor - payment.allocatedMinor;
    const allocations = allocationsOf(asked, invoices, { clientId, currency, leftMinor });
    if (allocations.length > 0) {
      const amountMinor = allocations.reduce((sum, allocation) => sum + allocation.amountMinor, 0);
      tx.write(
        store.insertAllocations(id, allocations, now),
        audit(ctx, 'payment.allocated', subject(id, { clientName, amountMinor, currency })),
      );
    }
    return toPayment(await tx.commit(store.readPayment(id)));
  });
}

/**
 * Takes back what of a payment settles one invoice: that is open again, and the amount is left to be allocated.
 * @throws Problem `notFound`, `conflict` when it was taken back already or is all there is of a write-off, which is voided instead
 */
export async function takeBack(ctx: Context, id: string, allocationId: string): Promise<Payment> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    // The payment is locked first: whoever comes second then sees what the first has taken back.
    const [payments] = await tx.read([store.getPayment(id, 'for no key update')]);
    const { kind, clientName, currency } = one(payments);
    const [found] = await tx.read([store.getAllocation(id, allocationId)]);
    const { isTakenBack, invoiceNumber: number, amountMinor } = one(found);
    if (isTakenBack) throw new Problem('conflict', 'payment.takenBack');
    if (kind === 'writeOff') throw new Problem('conflict', 'payment.isWriteOff');
    tx.write(
      store.reverseAllocation(allocationId, now),
      audit(ctx, 'payment.takenBack', subject(id, { clientName, number, amountMinor, currency })),
    );
    return toPayment(await tx.commit(store.readPayment(id)));
  });
}

/**
 * Undoes a payment: its invoices are open again, and it stays on record with the reason.
 * @throws Problem `conflict` when it is voided already, or stands for a return invoice, which is cancelled instead
 */
export async function voidPayment(ctx: Context, id: string, reason: string): Promise<Payment> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [payments] = await tx.read([store.getPayment(id, 'for no key update')]);
    const { isVoided, kind, clientName, amountMinor, currency } = one(payments);
    if (isVoided) throw new Problem('conflict', 'payment.voided');
    if (kind === 'return') throw new Problem('conflict', 'payment.isReturn');
    tx.write(
      ...store.voidStatements(id, reason, now),
      audit(ctx, 'payment.voided', subject(id, { clientName, amountMinor, currency, reason })),
    );
    return toPayment(await tx.commit(store.readPayment(id)));
  });
}
