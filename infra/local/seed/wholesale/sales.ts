// Lives through the wholesaler's year of sales: drafts in any order, issues strictly in the order of their days, mails beside each other.
import { createInvoice } from '../../../../functions/billing/invoices/drafts.ts';
import { cancelInvoice, issueInvoice } from '../../../../functions/billing/invoices/issue.ts';
import { createReturn } from '../../../../functions/billing/returns/returns.ts';
import type { InvoiceCreate, InvoiceLineInput } from '../../../../shared/invoices.ts';
import { addDays } from '../../../../shared/dates.ts';
import { newId } from '../../../../shared/ids.ts';
import { inLanes } from '../lanes.ts';
import { mailInvoice } from '../mails.ts';
import type { Stage } from '../stage.ts';
import type { Founded } from './business.ts';
import { allGoods } from './goods.ts';
import { exportSeries } from './labels.ts';
import type { PlannedLine, Sale } from './plan.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A sale that was billed. */
export type Sold = Sale & { id: string; at: number; payableMinor: number };

/** Working hours of its day in Istanbul, never before the one that went before and never in the future. */
export function instantsOf(sales: readonly Sale[], now: number): number[] {
  let last = 0;
  return sales.map(({ day, hour }) => {
    const morning = Date.parse(`${day}T05:40:00Z`);
    last = Math.min(Math.max(morning + hour * 2 * hourMs, last + 9 * minuteMs), now - 4 * hourMs);
    return last;
  });
}

function lineOf(founded: Founded, isAbroad: boolean, line: PlannedLine): InvoiceLineInput {
  const good = allGoods[line.good];
  const product = founded.products[line.good];
  if (!good || !product) throw new Error('The plan names goods that are not there.');
  return {
    description: isAbroad ? (good.english ?? good.name) : good.name,
    quantity: line.quantity,
    unit: good.unit,
    unitPrice: line.unitPrice,
    vatRate: isAbroad ? '0' : good.vatRate,
    discountRate: line.discountRate,
    discountMinor: null,
    exemptionCode: isAbroad ? '301' : null,
    productId: product.id,
  };
}

const exportNote = 'VAT exempt: export of goods (Law No. 3065, Art. 11/1-a). Delivery FCA İzmir (Incoterms 2020).';

const freight = {
  ...{ reason: 'Nakliye', chargeRate: null, chargeMinor: 1_250_00, vatRate: '20' },
  ...{ exemptionCode: null, exemptionReason: null },
};

/** The order it answers and the despatch note that went with the goods. */
function papersOf({ place, day }: Sale): Pick<InvoiceCreate, 'orderNumber' | 'orderDate' | 'despatches'> {
  const number = String(4000 + place);
  const despatches = place % 3 === 0 ? [{ number: `IRS${day.slice(0, 4)}00000${number}`, date: day }] : [];
  return { ...(place % 4 === 1 ? { orderNumber: `SIP-${number}`, orderDate: addDays(day, -2) } : {}), despatches };
}

function draftOf(founded: Founded, sale: Sale): InvoiceCreate {
  const client = founded.clients[sale.client];
  if (!client) throw new Error('The plan names a client that is not there.');
  const isAbroad = client.country !== 'TR';
  const { currency, dueDate, discountRate } = sale;
  const lines = sale.lines.map((line) => lineOf(founded, isAbroad, line));
  const draft = { clientId: client.id, currency, dueDate, discountRate, lines, ...papersOf(sale) };
  if (isAbroad) return { ...draft, notes: exportNote, chosenSeries: exportSeries };
  return sale.place % 9 === 4 ? { ...draft, charges: [freight] } : draft;
}

/** @returns the issued ones, oldest first; cancelled ones are left out */
export async function sell(stage: Stage, founded: Founded, sales: readonly Sale[], now: number): Promise<Sold[]> {
  const { token } = founded;
  const instants = instantsOf(sales, now);
  const ids = await inLanes(stage, sales, async (lane, sale, place) => {
    const at = instants[place] ?? now;
    lane.setTime(at);
    return (await createInvoice(lane.as(token, 'invoices:write'), { id: newId(at), ...draftOf(founded, sale) })).id;
  });
  const sold: Sold[] = [];
  for (const [place, sale] of sales.entries()) {
    const [id, at] = [ids[place] ?? '', (instants[place] ?? now) + 8 * minuteMs];
    if (sale.fate === 'draft') continue;
    stage.setTime(at);
    const { payableMinor } = await issueInvoice(stage.as(token, 'invoices:issue'), id);
    if (sale.fate === 'issued') sold.push({ ...sale, id, at, payableMinor });
    else await cancel(stage, token, id, at + 25 * hourMs);
  }
  return sold;
}

async function cancel(stage: Stage, token: string, id: string, at: number): Promise<void> {
  stage.setTime(at);
  await cancelInvoice(stage.as(token, 'invoices:issue'), id, 'Sipariş yanlış şubeye yazılmış, yeniden düzenlenecek.');
}

/** Draws and mails those of the last days; of older ones the running host draws the print by and by. */
export async function mailAll(stage: Stage, { token, clients }: Founded, sold: readonly Sold[]): Promise<void> {
  await inLanes(stage, sold, async (lane, { id, at, client, mail }) => {
    const to = clients[client]?.email;
    if (!mail || !to) return;
    await mailInvoice(lane, token, { invoiceId: id, to, at: at + 11 * minuteMs, fate: mail });
  });
}

const reasons = ['Ürün hasarlı geldi.', 'Son kullanma tarihi yakın.', 'Yanlış ürün gönderilmiş.', 'Sipariş fazlası.'];

/** Takes some of a sale back: a part of its first line, or all of it. In the order of days, for they are numbered too. */
export async function takeBack(stage: Stage, token: string, sold: readonly Sold[], now: number): Promise<void> {
  for (const { id, at, place, lines } of sold) {
    const quantity = lines[0]?.quantity ?? '1';
    const part = /^\d+$/.test(quantity) ? String(Math.max(1, Math.trunc(Number(quantity) / 4))) : '2.5';
    const some = place % 5 === 0 ? {} : { lines: [{ position: 1, quantity: part }] };
    stage.setTime(Math.min(at + (2 + (place % 6)) * 24 * hourMs, now - hourMs));
    const reason = reasons[place % reasons.length] ?? '';
    await createReturn(stage.as(token, 'invoices:issue'), id, { ...some, reason });
  }
}
