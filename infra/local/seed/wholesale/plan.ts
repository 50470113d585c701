// What the wholesaler sold in the last twelve months: the same story each time, counted back from today.
import { addDays, daysBetween } from '../../../../shared/dates.ts';
import type { Currency } from '../../../../shared/fields.ts';
import type { MailFate } from '../mails.ts';
import type { Habit, Planned as PlannedClient } from './clients.ts';
import type { Good } from './goods.ts';

export type Fate = 'draft' | 'issued' | 'cancelled';
export type PlannedLine = { good: number; quantity: string; unitPrice: string; discountRate: string | null };
export type Sale = {
  place: number;
  /** Place of the client in the list. */
  client: number;
  habit: Habit;
  currency: Currency;
  day: string;
  /** Within its day, from 0 to 1. */
  hour: number;
  dueDate: string;
  lines: PlannedLine[];
  discountRate: string | null;
  fate: Fate;
  /** Null when nobody mailed it: it went with the goods. */
  mail: MailFate | null;
};

/** The same numbers each time: a story, not a lottery (a linear congruential generator). */
export function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** Minor units as a decimal string. */
export const decimal = (minor: number): string =>
  `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`.replace(/\.00$/, '');

const toFive = (minor: number): number => Math.max(5, minor - (minor % 5));

/** What a piece costs in each currency; abroad a little less, for no tax and no delivery is in it. */
const kurusPer: Record<'EUR' | 'USD', number> = { EUR: 51, USD: 44 };
export const priceIn = (good: Good, currency: Currency): number =>
  currency === 'EUR' || currency === 'USD' ? toFive(Math.trunc(good.priceMinor / kurusPer[currency])) : good.priceMinor;

/** Prices in lira were lower the longer ago. */
function priceOn(good: Good, currency: Currency, monthsAgo: number): number {
  const price = priceIn(good, currency);
  return currency === 'TRY' ? toFive(Math.trunc((price * (1000 - 19 * monthsAgo)) / 1000)) : price;
}

function quantityOf(good: Good, roll: (sides: number) => number): string {
  if (good.unit === 'KGM') return `${20 + roll(180)}.5`;
  if (good.priceMinor > 150_000) return String(1 + roll(5));
  if (good.priceMinor > 40_000) return String(2 + roll(11));
  return String([6, 10, 12, 20, 24, 30, 36, 48, 60][roll(9)]);
}

/** The busy days of the year: no Sundays, Saturdays by half, more in summer, more from month to month. */
function busyDays(today: string, count: number): string[] {
  const days = Array.from({ length: 358 }, (_, place) => addDays(today, place - 357));
  const weights = days.map((day, place) => {
    const weekday = (((daysBetween('2024-01-01', day) % 7) + 7) % 7) + 1;
    const isSummer = ['06', '07', '08'].includes(day.slice(5, 7));
    return weekday === 7 ? 0 : (weekday === 6 ? 0.45 : 1) * (isSummer ? 1.4 : 1) * (1 + place / 500);
  });
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  let told = 0;
  return days.flatMap((day, place) => {
    sum += weights[place] ?? 0;
    const until = Math.round((sum / whole) * count);
    const today = Array.from({ length: until - told }, () => day);
    told = until;
    return today;
  });
}

/** When a client was first sold to: most were there from the start. @returns how many there are, after a share of the year */
export const knownAfter = (share: number, clientCount: number): number =>
  Math.max(1, Math.floor(clientCount * (0.7 + 0.3 * share)));

const recentMails: MailFate[] = ['opened', 'delivered', 'seen', 'opened', 'delivered', 'mailed', 'seen', 'delivered'];

type World = { clients: readonly PlannedClient[]; goods: readonly Good[]; today: string };

function linesOf({ goods }: World, currency: Currency, monthsAgo: number, roll: (sides: number) => number) {
  const sold = goods.flatMap((good, place) => (currency === 'TRY' || good.english ? [{ good, place }] : []));
  const count = roll(60) === 0 ? 46 : 1 + roll(4) + roll(5);
  const taken = new Map(
    Array.from({ length: count }, () => {
      const one = sold[roll(sold.length)] ?? sold[0];
      if (!one) throw new Error('There is nothing to sell.');
      return [one.place, one.good] as const;
    }),
  );
  return [...taken].map(([good, one]): PlannedLine => ({
    good,
    quantity: quantityOf(one, roll),
    unitPrice: decimal(priceOn(one, currency, monthsAgo)),
    discountRate: roll(14) === 0 ? '10' : null,
  }));
}

function fateOf(place: number, count: number, daysAgo: number): Fate {
  if (place >= count - Math.min(12, count >> 3)) return 'draft';
  return place % 53 === 17 && daysAgo > 5 ? 'cancelled' : 'issued';
}

/**
 * @param today the day in the business's zone
 * @param count of sales, drafts included
 */
export function plan(world: World, count: number): Sale[] {
  const { clients, today } = world;
  const roll = dice(20_260_611);
  return busyDays(today, count).map((day, place): Sale => {
    const daysAgo = daysBetween(day, today);
    const known = knownAfter(place / count, clients.length);
    // A few buy often, many now and then.
    const client = Math.floor((roll(10_000) / 10_000) ** 1.7 * known);
    const one = clients[client];
    if (!one) throw new Error('The plan names a client that is not there.');
    const currency = one.client.currency ?? 'TRY';
    return {
      ...{ place, client, habit: one.habit, currency, day, hour: roll(1000) / 1000 },
      dueDate: addDays(day, one.client.paymentDays ?? 30),
      lines: linesOf(world, currency, Math.floor(daysAgo / 30), roll),
      discountRate: one.client.discountRate ?? null,
      fate: fateOf(place, count, daysAgo),
      mail: roll(16) === 0 ? null : roll(20) === 0 ? 'bounced' : (recentMails[roll(recentMails.length)] ?? 'delivered'),
    };
  });
}
