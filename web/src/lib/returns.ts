// Returns, old numbers and opening balances: call, say so, and let the pages read anew.
import { type HistoricalRecord, historyRoutes, type OpeningCreate } from '@crmfex/shared/history.ts';
import { type ReturnCreate, returnRoutes } from '@crmfex/shared/returns.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { goto, invalidate } from '$app/navigation';
import { api } from './api.ts';
import { m } from './paraglide/messages.js';
import { to } from './route.ts';

const moved = (url: URL) => /^app:(payments|invoices|invoice:|client:)/.test(url.href);

/** @throws Problem */
export async function issueReturn(originalId: string, body: ReturnCreate, key: string): Promise<void> {
  const invoice = await api(returnRoutes.create, { params: { id: originalId }, body, idempotencyKey: key });
  await invalidate(moved);
  await goto(to.invoice(invoice.id));
  toast(m.payments_return_issued({ number: invoice.number ?? '' }));
}

/** @throws Problem */
export async function recordInvoice(id: string, version: number, body: HistoricalRecord, key: string): Promise<void> {
  await api(historyRoutes.record, { params: { id }, ifMatch: `"${version}"`, body, idempotencyKey: key });
  await invalidate(moved);
  await goto(to.invoice(id), { replace: true });
  toast(m.payments_history_recorded({ number: body.number }));
}

/** @throws Problem */
export async function openBalance(clientId: string, body: OpeningCreate, key: string): Promise<void> {
  await api(historyRoutes.open, { params: { id: clientId }, body, idempotencyKey: key });
  await invalidate(moved);
  toast(m.payments_opening_saved());
}
