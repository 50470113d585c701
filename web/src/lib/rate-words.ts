// An exchange rate in words: how much, and where it comes from.
import type { Currency } from '@crmfex/shared/fields.ts';
import type { KnownRate } from '@crmfex/shared/exchange.ts';
import { formatNumber } from '@crmfex/shared/format.ts';
import { day } from './format.ts';
import { language } from './language.svelte.ts';
import { m } from './paraglide/messages.js';

/** "1 EUR = 48,1234 TRY". */
export const rateText = (rate: string, from: Currency, to: Currency) =>
  `1 ${from} = ${formatNumber(rate, language())} ${to}`;

/** "TCMB döviz alış, 24 Kas 2026", or that it was typed. */
export function sourceText({ source, rateDate }: Pick<KnownRate, 'source' | 'rateDate'>): string {
  return source === 'tcmb' ? m.exchange_source_bank({ date: day(rateDate) }) : m.exchange_source_manual();
}
