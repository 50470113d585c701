// Which rate holds for a document of a day; what is missing is learnt from the central bank and kept for everybody.
import { addDays, today } from '../../../shared/dates.ts';
import {
  bookCurrency,
  rateOf,
  type ExchangeAnswer,
  type ExchangeQuestion,
  type KnownRate,
} from '../../../shared/exchange.ts';
import type { Currency } from '../../../shared/fields.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { PortError } from '../../integrations/port-error.ts';
import type { Context } from '../../platform/context.ts';
import { flush, flyAsJobs, one } from '../../platform/flush.ts';
import { keepBulletins, lastBulletinBefore, unknownBulletins, type Asked, type Learnt } from './store.ts';

/** Steps that other features take inside their own transactions. */
export const exchangeStatements = { lastBulletinBefore };

/** What reaches the bank and the table of all; a timer's context and a person's have it both. */
type Reach = Pick<Context, 'database' | 'ports' | 'clock' | 'log'>;

const istanbul = 'Europe/Istanbul';
/** Bulletins come out at 15:30; a little later there is something to ask for. */
const publishedAfterMs = (15 * 60 + 31) * 60_000;
/** Longer than the longest row of holidays. */
const daysBack = 14;
const archiveBegins = '1996-04-16';

/** The newest day whose bulletin can be out. */
const newestDay = (now: Date) => today(istanbul, now.getTime() - publishedAfterMs);

/** Asks the bank about one day. Null when it cannot be told yet. */
async function ask({ ports, clock }: Reach, day: string): Promise<Learnt | null> {
  if (day < today(istanbul, clock())) return { day, bulletin: await ports.exchangeRates.of(day) };
  // Today without a bulletin is a holiday or a late hour; tomorrow it is known which.
  const bulletin = await ports.exchangeRates.latest();
  return bulletin.day === day ? { day, bulletin } : null;
}

/** Asks about days until the bank fails or `isEnough`; what was learnt before a failure is kept. */
async function learn(reach: Reach, days: string[], isEnough: (learnt: Learnt) => boolean): Promise<number> {
  const known: Learnt[] = [];
  for (const day of days) {
    try {
      const learnt = await ask(reach, day);
      if (learnt) known.push(learnt);
      if (learnt && isEnough(learnt)) break;
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      reach.log.warn({ error, day }, 'exchange rates not learnt, later again');
      break;
    }
  }
  if (known.length === 0) return 0;
  return (await flyAsJobs(reach.database, keepBulletins(known, reach.clock()))).length;
}

async function unknownDays({ database }: Reach, first: string, last: string): Promise<string[]> {
  const days = await flyAsJobs(database, unknownBulletins(first, last));
  return days.map(({ day }) => day);
}

/**
 * The timer's work: learns what is missing of the last two weeks, today's bulletin included once it is due. Costs one question to our own
 * database when nothing is missing.
 * @returns how many days became known
 */
export async function learnRecentRates(reach: Reach): Promise<number> {
  const last = newestDay(reach.clock());
  return learn(reach, await unknownDays(reach, addDays(last, -daysBack), last), () => false);
}

/** Learns all of a past period at once, as for a business that brings its history. */
export async function learnRatesOf(reach: Reach, first: string, last: string): Promise<number> {
  return learn(reach, await unknownDays(reach, first, last), () => false);
}

/** Learns the last bulletin before a day of the past: from that day back until one is found. */
async function learnBefore(reach: Reach, date: string): Promise<number> {
  const last = [addDays(date, -1), newestDay(reach.clock())].sort()[0] ?? date;
  if (last < archiveBegins) return 0;
  const days = await unknownDays(reach, addDays(last, -daysBack), last);
  return learn(reach, days.toReversed(), ({ bulletin }) => bulletin !== null);
}

/**
 * The rate for a document of a day: forex buying of the last bulletin before that day, since a day's own bulletin comes out at 15:30 for the
 * day after. (VAT Law No. 3065 Art. 26 wants the rate of the day of the taxable event; that this is the bulletin of the working day before is
 * the usual reading and unconfirmed here.) Null when it is not known for certain, and when no rate is needed.
 */
export function rateFor(from: Currency, to: Currency, { bulletin }: Asked): KnownRate | null {
  return bulletin && from !== to ? rateOf(from, to, bulletin) : null;
}

const askedRate = { points: 60, seconds: 60 };

/**
 * Answers which rate would hold. One round trip when it is known; a day that is not is asked of the bank now, outside any transaction.
 * @throws Problem `tooMany`
 */
export async function getExchangeRate(ctx: Context, { currency, date }: ExchangeQuestion): Promise<ExchangeAnswer> {
  const read = async () => {
    const [tenants, asked] = await flush(ctx, [ownTenant(), lastBulletinBefore(ctx.clock(), date)]);
    return { tenant: one(tenants), asked: one(asked) };
  };
  const first = await read();
  const book = bookCurrency(first.tenant);
  const answer = (asked: Asked) => ({
    ...{ currency, bookCurrency: book, date: asked.date },
    known: rateFor(currency, book, asked),
  });
  if (currency === book || first.asked.bulletin) return answer(first.asked);
  await ctx.rates.consume('exchange-rates', first.tenant.id, askedRate);
  const learnt = await learnBefore(ctx, first.asked.date);
  return answer(learnt > 0 ? (await read()).asked : first.asked);
}
