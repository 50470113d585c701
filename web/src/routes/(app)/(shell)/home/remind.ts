// A reminder with one tap: the invoice is mailed again, with words that say how long it has been due, in the invoice's own language.
import { clientRoutes } from '@crmfex/shared/clients.ts';
import type { Dashboard } from '@crmfex/shared/dashboard.ts';
import { formatDay, formatMoney } from '@crmfex/shared/format.ts';
import { newId } from '@crmfex/shared/ids.ts';
import { invoiceRoutes } from '@crmfex/shared/invoices.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { goto } from '$app/navigation';
import { api } from '#lib/api.ts';
import { sendInvoice } from '#lib/invoices.ts';
import { m } from '#lib/paraglide/messages.js';
import { problemText } from '#lib/problems.ts';
import { to } from '#lib/route.ts';

type Late = Dashboard['overdue'][number];

/** Mails the reminder. Answers whether it is on its way; says why when it is not. */
export async function remind(late: Late, seller: string): Promise<boolean> {
  try {
    const [invoice, client] = await Promise.all([
      api(invoiceRoutes.get, { params: { id: late.id } }),
      api(clientRoutes.get, { params: { id: late.clientId } }),
    ]);
    const address = client.email ?? invoice.buyer?.email;
    if (!address) {
      const action = { label: m.dashboard_add_email(), run: () => void goto(to.editClient(late.clientId)) };
      toast(m.dashboard_no_email({ name: late.clientName }), { tone: 'bad', action });
      return false;
    }
    const locale = invoice.language;
    const words = {
      number: late.number ?? '',
      seller: invoice.seller?.name ?? seller,
      amount: formatMoney(late.openMinor, late.currency, locale),
      day: formatDay(late.dueDate, locale),
    };
    const subject = m.dashboard_remind_subject(words, { locale });
    const message = m.dashboard_remind_message(words, { locale });
    await sendInvoice(late.id, { to: address, subject, message }, newId());
    return true;
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
    return false;
  }
}
