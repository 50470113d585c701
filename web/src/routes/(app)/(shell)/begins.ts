// What can be begun from anywhere: the menu New, the palette and the keys after `c` read this list.
import FilePlus from '@lucide/svelte/icons/file-plus';
import PackagePlus from '@lucide/svelte/icons/package-plus';
import UserPlus from '@lucide/svelte/icons/user-plus';
import Wallet from '@lucide/svelte/icons/wallet';
import { m } from '#lib/paraglide/messages.js';
import { to } from '#lib/route.ts';
import type { Place } from './places.ts';

export const begins: (Place & { keys: string })[] = [
  { keys: 'ci', label: m.invoice_new, href: to.newInvoice(), icon: FilePlus, needs: 'invoices:write' },
  { keys: 'cm', label: m.payments_add, href: to.newPayment(), icon: Wallet, needs: 'payments:write' },
  { keys: 'cc', label: m.client_new, href: to.newClient(), icon: UserPlus, needs: 'clients:write' },
  { keys: 'cp', label: m.products_new, href: to.newProduct(), icon: PackagePlus, needs: 'products:write' },
];
