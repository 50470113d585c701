// Sums of a filter in a sentence, one amount per currency, never added across currencies, the own currency first.
import type { InvoiceSummary } from '@crmfex/shared/invoices.ts';
import type * as z from 'zod';
import * as format from './format.ts';
import { m } from './paraglide/messages.js';
import { signedIn } from './session.svelte.ts';

type Summary = z.infer<typeof InvoiceSummary>;
type Figure = 'totalMinor' | 'overdueMinor' | 'openMinor';

/** Amounts of one figure, "₺10 ve €5"; empty text when all are zero. */
export function sumText(summary: Summary, figure: Figure): string {
  const own = signedIn()?.tenant.currency;
  const parts = summary.sums
    .filter((sum) => sum[figure] > 0)
    .toSorted(
      (one, other) => Number(other.currency === own) - Number(one.currency === own) || other[figure] - one[figure],
    )
    .map((sum) => format.money(sum[figure], sum.currency));
  return parts.length > 0 ? format.list(parts) : '';
}

/** What is open and what is late, or that nothing is. */
export function openSentence(summary: Summary): string {
  const open = sumText(summary, 'openMinor');
  const overdue = sumText(summary, 'overdueMinor');
  if (!open) return m.sum_nothing_open();
  return overdue ? m.sum_open_overdue({ open, overdue }) : m.sum_open({ open });
}
