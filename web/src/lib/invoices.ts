// What can be done with invoices: call, say so, and let the pages read anew.
import { bulkRoutes } from '@crmfex/shared/bulk.ts';
import { type Delivery, deliveryRoutes, type DeliveryRequest } from '@crmfex/shared/deliveries.ts';
import { type Invoice, invoiceRoutes } from '@crmfex/shared/invoices.ts';
import { newId } from '@crmfex/shared/ids.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { goto, invalidate } from '$app/navigation';
import { api, apiAddress } from './api.ts';
import { depend } from './changes.svelte.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';
import { to } from './route.ts';

/** Where the PDF of an invoice is, for frames, tabs and downloads. */
export const pdfAddress = (id: string) => apiAddress(invoiceRoutes.pdf, { id });

async function refresh(id: string) {
  await Promise.all([invalidate(depend.invoices), invalidate(depend.invoice(id))]);
}

async function act(work: () => Promise<void>) {
  try {
    await work();
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
}

/** Issues the draft as it was seen: a version that moved on is refused. @throws Problem */
export async function issueInvoice(id: string, version: number, key: string): Promise<Invoice> {
  const invoice = await api(invoiceRoutes.issue, { params: { id }, ifMatch: `"${version}"`, idempotencyKey: key });
  await refresh(id);
  return invoice;
}

/** @throws Problem */
export async function cancelInvoice(id: string, reason: string, key: string): Promise<void> {
  await api(invoiceRoutes.cancel, { params: { id }, body: { reason }, idempotencyKey: key });
  await refresh(id);
  toast(m.invoice_cancelled());
}

/** @throws Problem */
export async function sendInvoice(id: string, mail: DeliveryRequest, key: string): Promise<void> {
  await api(invoiceRoutes.send, { params: { id }, body: mail, idempotencyKey: key });
  await refresh(id);
  toast(m.send_queued({ to: mail.to }));
}

/** Whether a person may have a mail tried again: it surely failed, or nobody knows. */
export const isRetryable = ({ state }: Pick<Delivery, 'state'>) => state === 'failed' || state === 'unknown';

/** Has a mail tried again; `invoiceId` is what it is about, if it is about one. @throws Problem */
export async function retryDelivery(invoiceId: string | null, deliveryId: string): Promise<void> {
  await api(deliveryRoutes.retry, { params: { id: deliveryId } });
  await Promise.all([invalidate(depend.invoices), invalidate(depend.clients)]);
  if (invoiceId) await refresh(invoiceId);
}

/** Makes a link and puts its address on the clipboard: the only time it can be seen. */
export async function copyPortalLink(id: string): Promise<void> {
  await act(async () => {
    const { url } = await api(invoiceRoutes.createLink, { params: { id }, idempotencyKey: newId() });
    await navigator.clipboard.writeText(url);
    await refresh(id);
    toast(m.link_copied());
  });
}

export async function revokeLink(invoiceId: string, linkId: string): Promise<void> {
  await act(async () => {
    await api(deliveryRoutes.revokeLink, { params: { id: linkId } });
    await refresh(invoiceId);
    toast(m.link_revoked());
  });
}

export async function discardDraft(id: string): Promise<void> {
  await act(async () => {
    await api(invoiceRoutes.remove, { params: { id } });
    await goto(to.invoices());
    toast(m.draft_removed(), { action: { label: m.undo(), run: () => void restoreDraft(id) } });
  });
}

async function restoreDraft(id: string): Promise<void> {
  await act(async () => {
    const { results } = await api(bulkRoutes.restoreDrafts, { body: { ids: [id] }, idempotencyKey: newId() });
    const refused = results.find(({ isDone }) => !isDone);
    if (refused) toast(refused.reason ?? '', { tone: 'bad' });
    await refresh(id);
  });
}

/** A new draft with the same client and lines, due by today's terms. */
export async function duplicateInvoice(id: string): Promise<void> {
  await act(async () => {
    const draft = await api(invoiceRoutes.duplicate, { params: { id }, idempotencyKey: newId() });
    await goto(to.editInvoice(draft.id));
    toast(m.invoice_duplicated());
  });
}

/** Keeps what the business notes for itself, of an issued invoice too. @throws Problem */
export async function noteInvoice({ id, version }: Pick<Invoice, 'id' | 'version'>, internalNotes: string | null) {
  await api(invoiceRoutes.note, { params: { id }, body: { internalNotes }, ifMatch: `"${version}"` });
  await refresh(id);
  toast(m.tax_internal_notes_saved());
}
