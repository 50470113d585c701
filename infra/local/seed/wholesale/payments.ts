// What the wholesaler's clients paid, each by its habit: at once, on the day, month by month, late, in parts, or hardly.
import { getInvoice } from '../../../../functions/billing/invoices/invoices.ts';
import { createPayment, voidPayment } from '../../../../functions/billing/payments/payments.ts';
import { writeOff } from '../../../../functions/billing/payments/write-off.ts';
import { addDays, compareDays } from '../../../../shared/dates.ts';
import type { AllocationInput, PaymentCreate, PaymentMethod } from '../../../../shared/payments.ts';
import { inLanes } from '../lanes.ts';
import type { Stage } from '../stage.ts';
import type { Founded } from './business.ts';
import type { Sold } from './sales.ts';

type Due = { sale: Sold; openMinor: number };
/** A payment to come, or one that was: of several invoices, when it stands for a month. */
type Coming = {
  day: string;
  parts: AllocationInput[];
  amountMinor: number;
  method: PaymentMethod;
  overpay?: boolean;
  /** What became of it: the cheque bounced; the rest of some kuruş is given up. */
  then?: 'bounces' | 'forgiven' | 'lost';
};

const halfOf = (minor: number): number => Math.trunc(minor / 200) * 100;
const whole = ({ sale, openMinor }: Due): AllocationInput => ({ invoiceId: sale.id, amountMinor: openMinor });

function once(due: Due, day: string, method: PaymentMethod): Coming[] {
  return [{ day, parts: [whole(due)], amountMinor: due.openMinor, method }];
}

/** Most pay what it says; a few round up, leave some kuruş, or send too much by mistake. */
function prompt(due: Due): Coming[] {
  const { place, dueDate } = due.sale;
  const day = addDays(dueDate, (place % 6) - 3);
  const kurus = due.openMinor % 100;
  if (place % 17 === 3 && kurus > 0 && due.openMinor > 100) {
    const paid = due.openMinor - kurus;
    return [
      {
        day,
        parts: [{ invoiceId: due.sale.id, amountMinor: paid }],
        amountMinor: paid,
        method: 'bank',
        then: 'forgiven',
      },
    ];
  }
  if (place % 41 === 5) {
    const amountMinor = due.openMinor + (100_000 - (due.openMinor % 100_000));
    return [{ day, parts: [whole(due)], amountMinor, method: 'bank' }];
  }
  if (place % 67 === 8) {
    const amountMinor = due.openMinor + 25_000;
    return [{ day, parts: [{ invoiceId: due.sale.id, amountMinor }], amountMinor, method: 'bank', overpay: true }];
  }
  return once(due, day, place % 9 === 1 ? 'cash' : 'bank');
}

function late(due: Due): Coming[] {
  const { place, dueDate } = due.sale;
  const day = addDays(dueDate, 8 + ((place * 7) % 38));
  if (place % 8 !== 4) return once(due, day, place % 3 === 0 ? 'cheque' : 'bank');
  const [bounced] = once(due, day, 'cheque');
  return [...(bounced ? [{ ...bounced, then: 'bounces' as const }] : []), ...once(due, addDays(day, 19), 'bank')];
}

function inParts(due: Due): Coming[] {
  const { id, dueDate } = due.sale;
  const first = halfOf(due.openMinor);
  const rest = due.openMinor - first;
  const part = (day: string, amountMinor: number): Coming[] =>
    amountMinor > 0 ? [{ day, parts: [{ invoiceId: id, amountMinor }], amountMinor, method: 'bank' }] : [];
  return [...part(addDays(dueDate, 3), first), ...part(addDays(dueDate, 41), rest)];
}

/** Of what is long ago all was paid in the end, but for one that is lost. */
function badly(due: Due, place: number, today: string): Coming[] {
  const { dueDate, id } = due.sale;
  if (place === 1) return [{ day: addDays(dueDate, 120), parts: [], amountMinor: 0, method: 'bank', then: 'lost' }];
  if (compareDays(addDays(dueDate, 130), today) < 0) return once(due, addDays(dueDate, 74), 'bank');
  const first = halfOf(due.openMinor);
  if (place % 3 !== 0 || first === 0) return [];
  return [
    { day: addDays(dueDate, 50), parts: [{ invoiceId: id, amountMinor: first }], amountMinor: first, method: 'bank' },
  ];
}

/** All that fell due in a month, with one transfer on its last day but two. */
function monthly(dues: readonly Due[]): Coming[] {
  return [...Map.groupBy(dues, ({ sale }) => `${sale.dueDate.slice(0, 7)} ${sale.currency}`)].map(([month, some]) => ({
    day: addDays(`${month.slice(0, 7)}-28`, 0),
    parts: some.map(whole),
    amountMinor: some.reduce((sum, { openMinor }) => sum + openMinor, 0),
    method: 'bank' as const,
  }));
}

function comingOf(dues: readonly Due[], today: string): Coming[] {
  const [first] = dues;
  switch (first?.sale.habit) {
    case undefined:
      return [];
    case 'monthly':
      return monthly(dues);
    case 'prompt':
      return dues.flatMap(prompt);
    case 'card':
      return dues.flatMap((due) => once(due, due.sale.day, 'card'));
    case 'late':
      return dues.flatMap(late);
    case 'parts':
      return dues.flatMap(inParts);
    case 'bad':
      return dues.flatMap((due, place) => badly(due, place, today));
  }
}

const references: Record<PaymentMethod, string | null> = {
  bank: 'EFT',
  cheque: 'ÇEK',
  card: 'POS',
  cash: null,
  other: null,
};

async function receive(lane: Stage, token: string, sale: Sold, coming: Coming): Promise<void> {
  const { day, parts, amountMinor, method, then, overpay } = coming;
  const write = () => lane.as(token, 'payments:write');
  lane.setTime(Date.parse(`${day}T16:${String(10 + (sale.place % 45))}:00Z`));
  if (then === 'lost') {
    await writeOff(write(), sale.id, { note: 'Alacak tahsil edilemedi; firma faaliyetine son verdi.' });
    return;
  }
  const prefix = references[method];
  const payment: PaymentCreate = {
    ...{ clientId: '', paymentDate: day, currency: sale.currency, amountMinor, method, allocations: parts },
    reference: prefix ? `${prefix}-${day.slice(2, 4)}${day.slice(5, 7)}-${String(20_000 + sale.place * 13)}` : null,
    ...(overpay ? { overpay } : {}),
  };
  const { clientId } = await getInvoice(lane.as(token, 'invoices:read'), sale.id);
  const { id } = await createPayment(write(), { ...payment, clientId });
  if (then === 'forgiven') await writeOff(write(), sale.id, { note: 'Kuruş farkı' });
  if (then === 'bounces') {
    lane.setTime(Date.parse(`${addDays(day, 6)}T09:20:00Z`));
    await voidPayment(write(), id, 'Çek karşılıksız çıktı.');
  }
}

/** Records what came in until yesterday. @param credited ids of sales of which something was taken back */
export async function receiveAll(
  stage: Stage,
  { token, today }: Founded,
  sold: readonly Sold[],
  credited: ReadonlySet<string>,
): Promise<void> {
  const byClient = [...Map.groupBy(sold, ({ client }) => client).values()];
  await inLanes(stage, byClient, async (lane, sales) => {
    const dues: Due[] = [];
    for (const sale of sales) {
      const isWhole = !credited.has(sale.id);
      const openMinor = isWhole
        ? sale.payableMinor
        : (await getInvoice(lane.as(token, 'invoices:read'), sale.id)).openMinor;
      if (openMinor > 0) dues.push({ sale, openMinor });
    }
    const known = new Map(dues.map(({ sale }) => [sale.id, sale]));
    for (const coming of comingOf(dues, today)) {
      const sale = known.get(coming.parts[0]?.invoiceId ?? '') ?? dues[1]?.sale;
      // A void comes six days later.
      if (sale && compareDays(addDays(coming.day, 7), today) < 0) await receive(lane, token, sale, coming);
    }
  });
}
